//! What the house's handlers work with: everything that the session door needs behind one origin, and the lab, if there is one.

use std::sync::Arc;

use authn::House;
use authn::relying_party::{HttpClient, Provider, RelyingParty};
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio::sync::watch;

use crate::http::{Closing, Origin, TrustedProxies};
use crate::site::Site;
use crate::{Clients, LabRooms, Requests};

/// What the house's handlers work with.
#[derive(Clone, FromRef)]
pub struct Rooms {
    /// The use cases.
    pub house: Arc<House>,
    /// The app, as somebody else's providers know it.
    pub relying_party: Arc<RelyingParty>,
    /// The one origin that the app answers to.
    pub origin: Origin,
    /// How requests are sent from here.
    #[from_ref(skip)]
    pub clients: Clients,
    /// The built site.
    #[from_ref(skip)]
    pub site: Site,
    /// What every party was asked, for whoever watches.
    #[from_ref(skip)]
    pub requests: Requests,
    /// Whose word is taken for where a request comes from.
    #[from_ref(skip)]
    pub proxies: TrustedProxies,
    /// Whether it is about to close.
    pub closing: Closing,
    /// The lab, unless it was left out. Nothing above needs it.
    #[from_ref(skip)]
    pub lab: Option<Arc<LabRooms>>,
}

impl Rooms {
    /// The rooms of an app at `origin`, without a lab. It closes once `stopped` turns true.
    ///
    /// # Errors
    /// If this machine gives no means to send requests.
    pub fn new(
        house: Arc<House>,
        origin: Origin,
        clients: Clients,
        site: Site,
        stopped: watch::Receiver<bool>,
    ) -> reqwest::Result<Self> {
        let no_providers =
            RelyingParty::new(origin.to_string(), Vec::new(), HttpClient::new(clients.to_providers(false)?));
        Ok(Self {
            house,
            relying_party: Arc::new(no_providers),
            origin,
            clients,
            site,
            requests: Requests::default(),
            proxies: TrustedProxies::default(),
            closing: Closing::once(stopped),
            lab: None,
        })
    }

    /// The same, for people who may come in by way of these providers as well.
    ///
    /// # Errors
    /// If a provider speaks TLS, and this machine trusts nobody.
    pub fn with_providers(self, providers: Vec<Provider>) -> reqwest::Result<Self> {
        let sandbox = domain::SandboxId::default();
        let tls = providers.iter().any(|provider| provider.issuer(&sandbox).starts_with("https:"));
        let http = HttpClient::new(self.clients.to_providers(tls)?);
        let relying_party = Arc::new(RelyingParty::new(self.origin.to_string(), providers, http));
        Ok(Self { relying_party, ..self })
    }

    /// The same behind these proxies, which are told when it is about to close.
    #[must_use]
    pub fn behind(self, proxies: TrustedProxies, closing: Closing) -> Self {
        Self { proxies, closing, ..self }
    }

    /// The same with the lab around it.
    #[must_use]
    pub fn with_lab(self, lab: LabRooms) -> Self {
        Self { lab: Some(Arc::new(lab)), ..self }
    }
}

impl FromRef<Rooms> for LeptosOptions {
    fn from_ref(rooms: &Rooms) -> Self {
        rooms.site.options.clone()
    }
}
