//! What the house's handlers work with: everything that the session door needs behind one origin, and the lab, if there is one.

use std::ops::Deref;
use std::sync::Arc;

use authn::House;
use authn::relying_party::{HttpClient, Provider, RelyingParty};
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio::sync::watch;

use crate::http::{Closing, Origin, TrustedProxies};
use crate::one_room::one_room;
use crate::site::Site;
use crate::{Clients, LabRooms, Requests};

/// What the house's handlers work with. Cheap to clone, for that happens several times for each request.
#[derive(Clone)]
pub struct Rooms(Arc<Inside>);

/// What is in them.
#[derive(Clone)]
pub struct Inside {
    /// The use cases.
    pub house: Arc<House>,
    /// The app, as somebody else's providers know it.
    pub relying_party: Arc<RelyingParty>,
    /// The one origin that the app answers to.
    pub origin: Origin,
    /// How requests are sent from here.
    pub clients: Clients,
    /// The built site.
    pub site: Site,
    /// What every party was asked, for whoever watches.
    pub requests: Requests,
    /// Whose word is taken for where a request comes from.
    pub proxies: TrustedProxies,
    /// Whether it is about to close.
    pub closing: Closing,
    /// The lab, unless it was left out. Nothing above needs it.
    pub lab: Option<LabRooms>,
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
        Ok(Self(Arc::new(Inside {
            house,
            relying_party: Arc::new(no_providers),
            origin,
            clients,
            site,
            requests: Requests::default(),
            proxies: TrustedProxies::default(),
            closing: Closing::once(stopped),
            lab: None,
        })))
    }

    /// The same, for people who may come in by way of these providers as well.
    ///
    /// # Errors
    /// If a provider speaks TLS, and this machine trusts nobody.
    pub fn with_providers(mut self, providers: Vec<Provider>) -> reqwest::Result<Self> {
        let sandbox = domain::SandboxId::default();
        let tls = providers.iter().any(|provider| provider.issuer(&sandbox).starts_with("https:"));
        let http = HttpClient::new(self.clients.to_providers(tls)?);
        let relying_party = RelyingParty::new(self.origin.to_string(), providers, http);
        self.inside().relying_party = Arc::new(relying_party);
        Ok(self)
    }

    /// The same behind these proxies, which are told when it is about to close.
    #[must_use]
    pub fn behind(mut self, proxies: TrustedProxies, closing: Closing) -> Self {
        let inside = self.inside();
        inside.proxies = proxies;
        inside.closing = closing;
        self
    }

    /// The same with the lab around it.
    #[must_use]
    pub fn with_lab(mut self, lab: LabRooms) -> Self {
        self.inside().lab = Some(lab);
        self
    }

    /// To be changed for these rooms, and not for those they were cloned from.
    fn inside(&mut self) -> &mut Inside {
        Arc::make_mut(&mut self.0)
    }
}

impl Deref for Rooms {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}

one_room!(Rooms, Arc<House>, house);
one_room!(Rooms, Arc<RelyingParty>, relying_party);

impl FromRef<Rooms> for LeptosOptions {
    fn from_ref(rooms: &Rooms) -> Self {
        rooms.site.options.clone()
    }
}
