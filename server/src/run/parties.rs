//! The lab's parties beside the app, each with a site of its own: they share nothing but HTTP, and what they agree on when they
//! open. Without the lab there is none of them.

use std::sync::Arc;

use authn::relying_party::Provider as SignInProvider;
use authn::{Clock, HomeProvider, READY_ACCOUNTS, Random};
use axum::Router;
use axum_server::tls_rustls::RustlsConfig;
use idp::{Client, Provider, Secret};
use notes::Notes;
use tokio::net::TcpListener;

use super::origins::{idp_origin, notes_origin};
use crate::listen::{ATTACKER, IDP, NOTES, SERVICES, loopbacks};
use crate::parties::attacker::{self, Attacker};
use crate::parties::idp::{self as provider, Agreement};
use crate::parties::notes as second_client;
use crate::parties::services::{self, Services};
use crate::serve::Party;
use crate::telemetry::{Observed, observed};
use crate::{
    Clients, Config, Origin, ProvidersError, Requests, StartError, home_provider, with_home_provider,
};

/// Where the parties will be.
pub(super) struct Listeners {
    attacker: Vec<TcpListener>,
    idp: Vec<TcpListener>,
    notes: Vec<TcpListener>,
    services: Vec<TcpListener>,
}

impl Listeners {
    /// Binds both loopbacks for each of them.
    pub(super) async fn bind(config: &Config) -> Result<Self, StartError> {
        Ok(Self {
            attacker: loopbacks(config.attacker_port, ATTACKER).await?,
            idp: loopbacks(config.idp_port, IDP).await?,
            notes: loopbacks(config.notes_port, NOTES).await?,
            services: loopbacks(config.services_port, SERVICES).await?,
        })
    }
}

/// The parties, ready to be served.
pub(super) struct Parties {
    listeners: Listeners,
    /// What the app and the provider both know.
    agreement: Agreement,
    /// The provider, as the house knows it.
    pub(super) home: HomeProvider,
    attacker_origin: Origin,
    idp_origin: Origin,
    pub(super) notes_origin: Origin,
    services_port: u16,
    attacker: Arc<Attacker>,
    services: Arc<Services>,
    idp: Arc<Provider>,
    notes: Arc<Notes>,
}

impl Parties {
    /// Opens them for the app at `app`; the provider serves those clients too that were `registered` by configuration.
    pub(super) async fn open(
        config: &Config,
        listeners: Listeners,
        app: &Origin,
        registered: Vec<Client>,
        clients: &Clients,
        (clock, random): (Arc<dyn Clock>, Arc<dyn Random>),
    ) -> Result<Self, StartError> {
        let attacker_origin = Origin::loopback(port(&listeners.attacker)?, config.https);
        let idp_origin = idp_origin(config, port(&listeners.idp)?)?;
        let notes_origin = notes_origin(config, port(&listeners.notes)?)?;
        let services_port = port(&listeners.services)?;
        let own = || (Arc::clone(&clock), Arc::clone(&random));

        let (own_clock, own_random) = own();
        let attacker = Attacker::new(app.clone(), attacker_origin.clone(), clients, own_clock, own_random)?;
        let believed = attacker_origin.clone();
        let services = Services::new(app.clone(), believed, services_port, clients, Arc::clone(&clock))?;
        let agreement = Agreement::make(&*random);
        let notes_secret = Secret::random(&*random);
        let notes_client = second_client::client(&notes_secret, &notes_origin)?;
        let registered = std::iter::once(notes_client).chain(registered).collect();
        let idp_config = provider::config(config, &agreement, &idp_origin, app, registered, clients)?;
        let (own_clock, own_random) = own();
        let idp = Arc::new(Provider::open(idp_config, own_clock, own_random).await?);
        let notes_config = second_client::config(config, &notes_secret, &notes_origin, &idp_origin, clients)?;
        let home = home_provider(&idp_origin, &agreement, clients)?;
        Ok(Self {
            listeners,
            agreement,
            home,
            attacker_origin,
            idp_origin,
            notes_origin,
            services_port,
            attacker: Arc::new(attacker),
            services: Arc::new(services),
            idp,
            notes: Arc::new(Notes::open(notes_config, clock, random).await?),
        })
    }

    /// All providers of the app: the lab's own, and these.
    pub(super) fn with_home_provider(
        &self,
        others: Vec<SignInProvider>,
    ) -> Result<Vec<SignInProvider>, ProvidersError> {
        with_home_provider(&self.home, &self.agreement, others)
    }

    /// Where the attacker's site is, and on which port the services are.
    pub(super) fn neighbours(&self) -> (Origin, u16) {
        (self.attacker_origin.clone(), self.services_port)
    }

    /// Those who keep rows of their own.
    pub(super) fn with_rows(&self) -> (Arc<Provider>, Arc<Notes>) {
        (Arc::clone(&self.idp), Arc::clone(&self.notes))
    }

    /// Their sites. The attacker shows a certificate, if the app does.
    pub(super) fn into_sites(
        self,
        attackers_certificate: Option<RustlsConfig>,
        requests: &Requests,
        random: &Arc<dyn Random>,
    ) -> [Party; 4] {
        let site = |party, listeners, certificate, router: Router| {
            let by = Observed { party, requests: requests.clone(), random: Arc::clone(random) };
            Party { listeners, certificate, router: observed(router, by) }
        };
        let Listeners { attacker, idp, notes, services } = self.listeners;
        [
            site("attacker", attacker, attackers_certificate, attacker::router(self.attacker)),
            site("services", services, None, services::router(self.services)),
            site("idp", idp, None, idp::router(self.idp)),
            site("notes", notes, None, notes::router(self.notes)),
        ]
    }

    /// Says where they are, and who lives in every sandbox, for whoever started the program.
    pub(super) fn print_addresses(&self) {
        let Self { attacker_origin, idp_origin, notes_origin, services_port, .. } = self;
        println!("  The attacker is at {attacker_origin}");
        println!("  The identity provider is at {idp_origin}");
        println!("  Notes, a second app that trusts it, is at {notes_origin}");
        println!(
            "  The services are at http://files.localhost:{services_port} and http://reports.localhost:{services_port}\n"
        );
        for account in READY_ACCOUNTS {
            println!("  {:<20} {}", account.email, account.password);
        }
        println!();
    }
}

fn port(listeners: &[TcpListener]) -> Result<u16, StartError> {
    Ok(listeners[0].local_addr()?.port())
}
