//! A house of a play's own with services beside it, all by one clock that is moved by hand. Both really listen, for a
//! service fetches the house's keys by HTTP.

use std::net::SocketAddr;
use std::sync::Arc;

use authn::Clock;
use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use axum::Router;
use lab::Defence;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::own_house::unfurnished;
use super::{Insider, OwnHouse, Stage};
use crate::Origin;
use crate::experiments::Void;
use crate::listen::{SERVICES, loopbacks};
use crate::parties::services::{self, Services};

/// Any free one.
const SOME_PORT: u16 = 0;

/// The town. Its listeners close when it is dropped.
pub(crate) struct OwnTown {
    pub(crate) house: OwnHouse,
    pub(crate) insider: Insider,
    _serving: JoinSet<std::io::Result<()>>,
}

impl OwnTown {
    /// Opens one with these switches on.
    pub(crate) async fn open(stage: &Stage, defences: &[Defence]) -> Result<Self, Void> {
        let (app, app_port) = listeners().await?;
        let (behind, services_port) = listeners().await?;
        let ports = (app_port, services_port);
        let house = OwnHouse::open_at(stage, ACCESS_TOKEN_LIFETIME, defences, ports).await?;
        let clock: Arc<dyn Clock> = Arc::<authn::ManualClock>::clone(&house.clock);
        let services = Services::new(
            Origin::localhost(app_port, false),
            stage.attacker.origin().clone(),
            services_port,
            &stage.clients,
            clock,
        );
        let services = services::router(Arc::new(services.map_err(unfurnished)?));
        let mut serving = JoinSet::new();
        let mut serve = |listeners: Vec<TcpListener>, router: &Router| {
            for listener in listeners {
                let service = router.clone().into_make_service_with_connect_info::<SocketAddr>();
                serving.spawn(async move { axum::serve(listener, service).await });
            }
        };
        serve(app, &house.router);
        serve(behind, &services);
        let insider = Insider::new(&stage.clients, services_port).map_err(unfurnished)?;
        Ok(Self { house, insider, _serving: serving })
    }
}

async fn listeners() -> Result<(Vec<TcpListener>, u16), Void> {
    let listeners = loopbacks(SOME_PORT, SERVICES).await.map_err(unfurnished)?;
    let port = listeners[0].local_addr().map_err(unfurnished)?.port();
    Ok((listeners, port))
}
