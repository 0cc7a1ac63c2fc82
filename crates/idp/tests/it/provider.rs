//! A provider for one test: its own database, a clock that stands still, and every layer of the real thing.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use authn::{Clock, HashingLimits, LoopbackNames, ManualClock, Random, SystemRandom};
use axum::Router;
use axum::extract::connect_info::MockConnectInfo;
use idp::{
    Client, ClientAuthentication, PostLogoutRedirectUrl, Provider, ProviderConfig, RedirectUrl, Secret, Url,
    router,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

pub(crate) const ORIGIN: &str = "http://idp.localhost:5000";
pub(crate) const HOST: &str = "idp.localhost:5000";
pub(crate) const CALLBACK: &str = "http://localhost:3000/sign-in/callback/idp";
pub(crate) const NOTES_CALLBACK: &str = "http://notes.localhost:6000/callback";
pub(crate) const ALICE: (&str, &str) = ("alice@example.test", "alice-through-the-glass");
pub(crate) const ADMIN: (&str, &str) = ("admin@example.test", "keeper-of-the-keys");

/// Two primes take a second to find, and no test is about finding them: the first provider's keys serve all.
static KEYS: OnceCell<Vec<u8>> = OnceCell::const_new();

pub(crate) struct TestProvider {
    pub(crate) router: Router,
    pub(crate) provider: Arc<Provider>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) folder: TempDir,
    pub(crate) secret: Secret,
    pub(crate) admin_secret: Secret,
}

impl TestProvider {
    pub(crate) async fn open() -> Self {
        Self::open_with(Url::parse("http://localhost:3000/back-channel").unwrap()).await
    }

    /// A provider whose first client hears at `backchannel_logout_uri` that a session has ended.
    pub(crate) async fn open_with(backchannel_logout_uri: Url) -> Self {
        let folder = TempDir::new().unwrap();
        let keys = KEYS.get_or_init(make_keys).await;
        std::fs::write(folder.path().join("provider.keys"), keys).unwrap();
        Self::open_in(folder, backchannel_logout_uri).await
    }

    async fn open_in(folder: TempDir, backchannel_logout_uri: Url) -> Self {
        let clock = Arc::new(ManualClock::new(1_800_000_000));
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let (secret, admin_secret) = (Secret::random(&*random), Secret::random(&*random));
        let client = |id: &str, authentication, redirect_uri: &str| Client {
            id: id.to_owned(),
            name: format!("The application {id}"),
            authentication,
            redirect_uris: vec![RedirectUrl::new(redirect_uri.to_owned()).unwrap()],
            post_logout_redirect_uris: vec![
                PostLogoutRedirectUrl::new("http://localhost:3000/".to_owned()).unwrap(),
            ],
            backchannel_logout_uri: None,
        };
        let confidential = ClientAuthentication::Confidential(secret.digest());
        let config = ProviderConfig {
            origin: Url::parse(ORIGIN).unwrap(),
            database: folder.path().join("provider.db"),
            clients: vec![
                Client {
                    backchannel_logout_uri: Some(backchannel_logout_uri),
                    ..client("two-doors", confidential.clone(), CALLBACK)
                },
                client("notes", confidential, NOTES_CALLBACK),
                client("phone", ClientAuthentication::Public, "com.example.phone:/callback"),
            ],
            admin_secret: admin_secret.digest(),
            hashing: HashingLimits { at_once: 2, waiting: 200 },
            requests: requests(),
        };
        let as_clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let provider = Arc::new(Provider::open(config, as_clock, random).await.unwrap());
        let address = SocketAddr::from(([127, 0, 0, 1], 40_000));
        let router = router(Arc::clone(&provider)).layer(MockConnectInfo(address));
        Self { router, provider, clock, folder, secret, admin_secret }
    }

    /// The same provider after a restart, at which some of its files were gone.
    pub(crate) async fn reopen_without(self, files: &[&str]) -> Self {
        self.provider.close().await;
        for file in files {
            std::fs::remove_file(self.folder.path().join(file)).unwrap();
        }
        Self::open_in(self.folder, Url::parse("http://localhost:3000/back-channel").unwrap()).await
    }

    pub(crate) fn keys_file(&self) -> PathBuf {
        self.folder.path().join("provider.keys")
    }
}

async fn make_keys() -> Vec<u8> {
    let address = Url::parse("http://localhost:3000/back-channel").unwrap();
    let first = TestProvider::open_in(TempDir::new().unwrap(), address).await;
    std::fs::read(first.keys_file()).unwrap()
}

/// Over plain HTTP alone, where the names below `localhost` are.
fn requests() -> reqwest::Client {
    // reqwest asks for somebody who could speak TLS, even if nobody does.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().tls_certs_only([]).redirect(reqwest::redirect::Policy::none());
    client.dns_resolver(Arc::new(LoopbackNames)).build().unwrap()
}
