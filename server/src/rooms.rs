//! What the handlers work with: everything that is at hand behind one origin.

use std::sync::Arc;

use authn::House;
use authn::relying_party::{HttpClient, Provider, RelyingParty};
use axum::extract::FromRef;
use lab::Lab;
use lab::rooms::VulnerableRooms;
use leptos::config::LeptosOptions;
use store::Database;
use tokio::sync::watch;

use crate::experiments::Stagehand;
use crate::http::{Closing, KnownSandboxes, Origin, TrustedProxies};
use crate::lab::{Gateway, Recorder, Traces};
use crate::site::Site;
use crate::{Clients, Requests};

/// What the handlers work with.
#[derive(Clone, FromRef)]
pub struct Rooms {
    /// The use cases.
    pub house: Arc<House>,
    /// The app, as somebody else's providers know it.
    pub relying_party: Arc<RelyingParty>,
    /// The lab's own rooms.
    pub lab: Arc<Lab>,
    /// The vulnerable rooms that remember something.
    pub vulnerable: VulnerableRooms,
    /// Where the attacker's site is.
    #[from_ref(skip)]
    pub attacker_origin: Origin,
    /// Where Notes is, if it is open: pages link to it, and no more.
    #[from_ref(skip)]
    pub notes_origin: Option<Origin>,
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
    /// How requests are sent from here.
    pub clients: Clients,
    /// The built site.
    pub site: Site,
    /// What every party was asked, for whoever watches.
    #[from_ref(skip)]
    pub requests: Requests,
    /// The sandboxes that were seen to exist.
    pub known_sandboxes: Arc<KnownSandboxes>,
    /// Whose word is taken for where a request comes from.
    pub proxies: TrustedProxies,
    /// Whether it is about to close.
    pub closing: Closing,
}

impl Rooms {
    /// The rooms of an app at `origin`, over the rows of `database`, with the attacker at `attacker_origin` and the services on
    /// `services_port`. An access token of the token room lives for `access_token_lifetime` seconds. Streams end once `stopped` turns true.
    ///
    /// # Errors
    /// If this machine gives no means to send requests.
    pub fn new(
        house: Arc<House>,
        database: &Database,
        access_token_lifetime: i64,
        (origin, attacker_origin, services_port): (Origin, Origin, u16),
        clients: Clients,
        site: Site,
        stopped: watch::Receiver<bool>,
    ) -> reqwest::Result<Self> {
        let lab = Arc::new(Lab {
            store: Arc::clone(&database.lab),
            experiments: Arc::clone(&database.experiments),
            clock: Arc::clone(&house.clock),
            kept_on: database.kept_on,
            access_token_lifetime,
        });
        let closing = Closing::once(stopped.clone());
        let (recorder, traces) = (Arc::new(Recorder::new(stopped)), Arc::<Traces>::default());
        let vulnerable = VulnerableRooms::default();
        let stagehand = Stagehand::new(
            Arc::clone(&house),
            Arc::clone(&lab),
            (Arc::clone(&recorder), Arc::clone(&traces)),
            vulnerable.clone(),
            &clients,
            origin.to_string(),
            (attacker_origin.clone(), services_port),
        )?;
        let no_providers =
            RelyingParty::new(origin.to_string(), Vec::new(), HttpClient::new(clients.to_providers(false)?));
        Ok(Self {
            house,
            relying_party: Arc::new(no_providers),
            lab,
            vulnerable,
            attacker_origin,
            notes_origin: None,
            gateway: Arc::new(Gateway::new(origin.clone(), services_port, &clients)?),
            recorder,
            traces,
            stagehand: Arc::new(stagehand),
            origin,
            clients,
            site,
            requests: Requests::default(),
            known_sandboxes: Arc::default(),
            proxies: TrustedProxies::default(),
            closing,
        })
    }
}

impl Rooms {
    /// The same, for people who may come in by way of these providers as well.
    ///
    /// # Errors
    /// If a provider speaks TLS, and this machine trusts nobody.
    pub fn with_providers(self, providers: Vec<Provider>) -> reqwest::Result<Self> {
        let sandbox = domain::SandboxId::default();
        let tls = providers.iter().any(|provider| provider.issuer(&sandbox).starts_with("https:"));
        let http = HttpClient::new(self.clients.to_providers(tls)?);
        let relying_party = Arc::new(RelyingParty::new(self.origin.to_string(), providers, http));
        self.stagehand.introduce(Arc::clone(&relying_party));
        Ok(Self { relying_party, ..self })
    }

    /// The same behind these proxies, which are told when it is about to close.
    #[must_use]
    pub fn behind(self, proxies: TrustedProxies, closing: Closing) -> Self {
        Self { proxies, closing, ..self }
    }

    /// The same, with pages that link to Notes.
    #[must_use]
    pub fn with_notes(self, origin: Origin) -> Self {
        self.stagehand.knows_notes(&origin);
        Self { notes_origin: Some(origin), ..self }
    }
}

impl FromRef<Rooms> for LeptosOptions {
    fn from_ref(rooms: &Rooms) -> Self {
        rooms.site.options.clone()
    }
}
