//! A provider and Notes for one test: own databases, one clock that stands still, and every layer of the real thing.

use std::net::SocketAddr;
use std::sync::Arc;

use authn::relying_party::{HttpClient, OpenIdConnect};
use authn::{Clock, HashingLimits, LoopbackNames, ManualClock, Random, SystemRandom};
use axum::Router;
use idp::{
    Client, ClientAuthentication, PostLogoutRedirectUrl, Provider, ProviderConfig, RedirectUrl, Secret, Url,
};
use notes::{BACKCHANNEL_LOGOUT, CALLBACK, Notes, NotesConfig, SIGNED_OUT};
use openidconnect::{ClientId, ClientSecret};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio::task::JoinHandle;

pub(crate) const ALICE: (&str, &str) = ("alice@example.test", "alice-through-the-glass");
pub(crate) const ADMIN: (&str, &str) = ("admin@example.test", "keeper-of-the-keys");

/// Two primes take a second to find, and no test is about finding them: the first provider's keys serve all.
static KEYS: OnceCell<Vec<u8>> = OnceCell::const_new();

pub(crate) struct Town {
    pub(crate) idp: Arc<Provider>,
    pub(crate) notes: Arc<Notes>,
    pub(crate) idp_origin: String,
    pub(crate) notes_origin: String,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) folder: TempDir,
    idp_serves: JoinHandle<()>,
}

impl Town {
    pub(crate) async fn open() -> Self {
        Self::trusting(None).await
    }

    /// The same, where Notes trusts somebody else.
    pub(crate) async fn trusting(issuer: Option<&str>) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::new(1_800_000_000));
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let secret = Secret::random(&*random);
        let (idp_listener, idp_origin) = listen("idp.localhost").await;
        let (notes_listener, notes_origin) = listen("notes.localhost").await;

        std::fs::write(folder.path().join("idp.keys"), KEYS.get_or_init(make_keys).await).unwrap();
        let config = provider_config(&folder, &idp_origin, vec![client(&notes_origin, &secret)]);
        let same_clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let idp = Provider::open(config, Arc::clone(&same_clock), Arc::clone(&random)).await.unwrap();
        let idp = Arc::new(idp);

        let own_issuer = format!("{idp_origin}/realms/{{sandbox}}");
        let config = NotesConfig {
            origin: Url::parse(&notes_origin).unwrap(),
            database: folder.path().join("notes.db"),
            provider: OpenIdConnect {
                issuer: issuer.map_or(own_issuer, str::to_owned).parse().unwrap(),
                client_id: ClientId::new("notes".to_owned()),
                client_secret: Some(ClientSecret::new(secret.expose().to_owned())),
            },
            http: HttpClient::new(requests()),
        };
        let notes = Arc::new(Notes::open(config, same_clock, random).await.unwrap());
        let idp_serves = serve(idp_listener, idp::router(Arc::clone(&idp)));
        serve(notes_listener, notes::router(Arc::clone(&notes)));
        Self { idp, notes, idp_origin, notes_origin, clock, folder, idp_serves }
    }

    /// The provider's listener is gone.
    pub(crate) async fn lose_provider(&mut self) {
        self.idp_serves.abort();
        let _ = (&mut self.idp_serves).await;
    }

    /// An address of Notes'.
    pub(crate) fn notes(&self, path: &str) -> String {
        format!("{}{path}", self.notes_origin)
    }

    /// An address of the provider's.
    pub(crate) fn idp(&self, path: &str) -> String {
        format!("{}{path}", self.idp_origin)
    }
}

fn client(notes_origin: &str, secret: &Secret) -> Client {
    let address = |path: &str| format!("{notes_origin}{path}");
    Client {
        id: "notes".to_owned(),
        name: "Notes".to_owned(),
        authentication: ClientAuthentication::Confidential(secret.digest()),
        redirect_uris: vec![RedirectUrl::new(address(CALLBACK)).unwrap()],
        post_logout_redirect_uris: vec![PostLogoutRedirectUrl::new(address(SIGNED_OUT)).unwrap()],
        backchannel_logout_uri: Some(Url::parse(&address(BACKCHANNEL_LOGOUT)).unwrap()),
    }
}

fn provider_config(folder: &TempDir, origin: &str, clients: Vec<Client>) -> ProviderConfig {
    ProviderConfig {
        origin: Url::parse(origin).unwrap(),
        database: folder.path().join("idp.db"),
        clients,
        admin_secret: Secret::random(&SystemRandom).digest(),
        hashing: HashingLimits { at_once: 2, waiting: 200 },
        requests: requests(),
    }
}

async fn make_keys() -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let config = provider_config(&folder, "http://idp.localhost", Vec::new());
    Provider::open(config, Arc::new(ManualClock::new(1_800_000_000)), Arc::new(SystemRandom)).await.unwrap();
    std::fs::read(folder.path().join("idp.keys")).unwrap()
}

async fn listen(name: &str) -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{name}:{}", listener.local_addr().unwrap().port());
    (listener, origin)
}

fn serve(listener: TcpListener, router: Router) -> JoinHandle<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() })
}

/// Over plain HTTP alone, where the names below `localhost` are. No connection is kept: a listener that is gone is gone.
pub(crate) fn requests() -> reqwest::Client {
    // reqwest asks for somebody who could speak TLS, even if nobody does.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().tls_certs_only([]).redirect(reqwest::redirect::Policy::none());
    client.pool_max_idle_per_host(0).dns_resolver(Arc::new(LoopbackNames)).build().unwrap()
}
