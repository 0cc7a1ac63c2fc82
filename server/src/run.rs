//! From a configuration to an open house, and orderly out again.

mod certificates;
mod furnish;
mod origins;
mod parties;

use std::sync::Arc;
use std::time::Duration;

use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use authn::{Clock, Random, SystemClock, SystemRandom};
use futures_util::future::try_join_all;

use crate::listen::listen;
use crate::serve::Party;
use crate::signal::closing_on_signal;
use crate::sweep::sweep_regularly;
use crate::telemetry::{self, MetricsListener, metrics};
use crate::{
    Clients, Config, LabRooms, Rooms, Site, StartError, Sweeps, TrustedProxies, Watched, read_idp_clients,
    read_providers, router,
};
use certificates::Certificates;
use furnish::{furnish, open_database};
use origins::app_origin;
use parties::{Listeners, Parties};

/// Opens the house, and the lab unless it is left out, and serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// [`StartError`], in words for whoever started it.
pub async fn run(config: Config) -> Result<(), StartError> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let providers = read_providers(config.providers.as_deref(), std::env::vars())?;
    let idp_clients = read_idp_clients(config.idp_clients.as_deref(), std::env::vars())?;
    if !config.lab && !idp_clients.is_empty() {
        return Err(StartError::NoIdp);
    }
    let site = Site::open(&config.site_root)?;
    // The ports first: a second server must not touch the database of the first.
    let app_listeners = listen(&config).await?;
    let origin = app_origin(&config, app_listeners[0].local_addr()?.port())?;
    let listeners = if config.lab { Some(Listeners::bind(&config).await?) } else { None };
    let metrics_listener = telemetry::listen(&config).await?;
    let certificates = Certificates::load_or_make(&config, &origin, clock.now()).await?;
    let clients = Clients::new(certificates.believed()).map_err(StartError::Clients)?;
    let database = open_database(&config, &clock, &random).await?;
    let parties = match listeners {
        Some(listeners) => {
            let instruments = (Arc::clone(&clock), Arc::clone(&random));
            Some(Parties::open(&config, listeners, &origin, idp_clients, &clients, instruments).await?)
        }
        None => None,
    };
    let providers = match &parties {
        Some(parties) => parties.with_home_provider(providers)?,
        None => providers,
    };
    let house = Arc::new(furnish(&config, &database, parties.as_ref(), (clock, Arc::clone(&random)))?);
    if parties.is_some() {
        authn::ensure_default_sandbox(&house).await?;
    } else {
        authn::ensure_only_sandbox(&house).await?;
    }

    println!("\n  Two Doors is open: {origin}");
    match &parties {
        Some(parties) => parties.print_addresses(),
        None => println!("  The lab is off.\n"),
    }
    let (closing, stopped) = closing_on_signal(Duration::from_secs(config.drain_seconds));
    let sweeps = Sweeps::default();
    let others = parties.as_ref().map(Parties::with_rows);
    tokio::spawn(sweep_regularly(Arc::clone(&house), others, sweeps.clone(), stopped.clone()));
    let rooms = Rooms::new(Arc::clone(&house), origin, clients, site, stopped.clone())?
        .with_providers(providers)
        .map_err(StartError::NoTrust)?
        .behind(TrustedProxies::new(config.trusted_proxies.clone()), closing);
    let rooms = match &parties {
        Some(parties) => {
            let neighbours = parties.neighbours();
            let lab = LabRooms::new(&rooms, &database, ACCESS_TOKEN_LIFETIME, neighbours, stopped.clone())?;
            rooms.with_lab(lab.with_notes(parties.notes_origin.clone()))
        }
        None => rooms,
    };
    let requests = rooms.requests.clone();
    let Certificates { app, attacker } = certificates;
    let app = Party {
        listeners: app_listeners,
        certificate: app.map(|certificate| certificate.shown),
        router: router(rooms),
    };
    let mut sites = vec![app];
    let (idp, notes) = parties.as_ref().map(Parties::with_rows).unzip();
    if let Some(parties) = parties {
        let shown = attacker.map(|certificate| certificate.shown);
        sites.extend(parties.into_sites(shown, &requests, &random));
    }
    if let Some(MetricsListener { listeners, origins }) = metrics_listener {
        let watched = Watched { house, idp: idp.clone(), requests, sweeps };
        sites.push(Party { listeners, certificate: None, router: metrics(&origins, watched) });
    }
    tracing::info!(event = "sys_startup", version = env!("CARGO_PKG_VERSION"));
    try_join_all(sites.into_iter().map(|site| site.serve(stopped.clone()))).await?;
    tracing::info!(event = "sys_shutdown");
    database.close().await;
    if let Some((idp, notes)) = idp.zip(notes) {
        idp.close().await;
        notes.close().await;
    }
    Ok(())
}
