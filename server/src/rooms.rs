//! What the handlers work with: everything that is at hand behind one origin.

use std::sync::Arc;

use authn::House;
use axum::extract::FromRef;
use lab::Lab;
use lab::rooms::csrf::CsrfRoom;
use lab::rooms::login_csrf::LoginCsrfRoom;
use leptos::config::LeptosOptions;
use store::SqliteStore;
use tokio::sync::watch;

use crate::experiments::Stagehand;
use crate::http::{KnownSandboxes, Origin};
use crate::lab::{Gateway, Recorder, Traces};
use crate::site::Site;

/// What the handlers work with.
#[derive(Clone, FromRef)]
pub struct Rooms {
    /// The use cases.
    pub house: Arc<House>,
    /// The rows behind the session cookie.
    pub sessions: SqliteStore,
    /// The lab's own rooms.
    pub lab: Arc<Lab>,
    /// The vulnerable room of claim T15.
    pub csrf_room: Arc<CsrfRoom>,
    /// The vulnerable room of claim P3.
    pub login_csrf_room: Arc<LoginCsrfRoom>,
    /// Where the attacker's site is.
    pub attacker_origin: String,
    /// The way to the services.
    pub gateway: Arc<Gateway>,
    /// What went over the wire.
    pub recorder: Arc<Recorder>,
    /// What moves while something is played.
    pub traces: Arc<Traces>,
    /// Whoever plays the experiments.
    pub stagehand: Arc<Stagehand>,
    /// The one origin that the app answers to.
    pub origin: Origin,
    /// The built site.
    pub site: Site,
    /// The sandboxes that were seen to exist.
    pub known_sandboxes: Arc<KnownSandboxes>,
}

impl Rooms {
    /// The rooms of an app at `origin`, over the rows of `sessions`, with the attacker at `attacker_origin` and the services on
    /// `services_port`. An access token of the token room lives for `access_token_lifetime` seconds. Streams end once `stopped` turns true.
    ///
    /// # Errors
    /// If this machine gives no means to send requests.
    pub fn new(
        house: Arc<House>,
        sessions: SqliteStore,
        access_token_lifetime: i64,
        (origin, attacker_origin, services_port): (Origin, String, u16),
        site: Site,
        stopped: watch::Receiver<bool>,
    ) -> reqwest::Result<Self> {
        let lab = Arc::new(Lab {
            store: Arc::new(sessions.clone()),
            experiments: Arc::new(sessions.clone()),
            clock: Arc::clone(&house.clock),
            access_token_lifetime,
        });
        let (recorder, traces) = (Arc::new(Recorder::new(stopped)), Arc::<Traces>::default());
        let (csrf_room, login_csrf_room) = (Arc::<CsrfRoom>::default(), Arc::<LoginCsrfRoom>::default());
        let stagehand = Stagehand::new(
            Arc::clone(&house),
            Arc::clone(&lab),
            (Arc::clone(&recorder), Arc::clone(&traces)),
            (Arc::clone(&csrf_room), Arc::clone(&login_csrf_room)),
            origin.to_string(),
            (attacker_origin.clone(), services_port),
        )?;
        Ok(Self {
            house,
            sessions,
            lab,
            csrf_room,
            login_csrf_room,
            attacker_origin,
            gateway: Arc::new(Gateway::new(origin.clone(), services_port)?),
            recorder,
            traces,
            stagehand: Arc::new(stagehand),
            origin,
            site,
            known_sandboxes: Arc::default(),
        })
    }
}

impl FromRef<Rooms> for LeptosOptions {
    fn from_ref(rooms: &Rooms) -> Self {
        rooms.site.options.clone()
    }
}
