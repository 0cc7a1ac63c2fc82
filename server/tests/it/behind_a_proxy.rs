//! Behind a proxy of ours: `deploy/nginx` as it stands, but for ports, names and files; and what the
//! program believes a proxy, and a stranger who pretends to be one.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use authn::{SystemClock, SystemRandom, ThrottleKey, Throttles as _};
use axum::http::{Method, Request, StatusCode, header};
use domain::SandboxId;
use engines::{Nginx, free_port};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::Client;
use rustls::pki_types::CertificateDer;
use serde_json::json;
use server::{Clients, Closing, TrustedProxies, router};
use store::SqliteStore;
use tempfile::TempDir;
use tokio::sync::watch;

use crate::browser::{ALICE, Browser};
use crate::house::{TestHouse, asked_from_loopback};
use crate::program::Program;

const CONFIGURATION: &str = concat!(
    include_str!("../../../deploy/nginx/nodes.conf"),
    include_str!("../../../deploy/nginx/two-doors.conf")
);

/// A proxy in front of nodes, with a certificate that `client` believes.
pub(crate) struct Proxy {
    pub(crate) origin: String,
    pub(crate) plain: u16,
    pub(crate) client: Client,
    certificate: CertificateDer<'static>,
    _nginx: Nginx,
    _folder: TempDir,
}

/// The ports of a proxy that is yet to come: its nodes must know their origin first.
pub(crate) struct Ports {
    tls: u16,
    plain: u16,
}

impl Ports {
    pub(crate) fn choose() -> Self {
        Self { tls: free_port().unwrap(), plain: free_port().unwrap() }
    }

    pub(crate) fn origin(&self) -> String {
        format!("https://localhost:{}", self.tls)
    }

    /// Starts the proxy in front of these two, given as `host:port`.
    pub(crate) fn open(self, nodes: [&str; 2]) -> Proxy {
        let folder = TempDir::new().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let (certificate, key) = (folder.path().join("fullchain.pem"), folder.path().join("key.pem"));
        fs::write(&certificate, cert.pem()).unwrap();
        fs::write(&key, signing_key.serialize_pem()).unwrap();
        let sites = self.configuration(nodes, folder.path());
        let nginx = Nginx::start(&folder.path().join("nginx"), &sites, self.tls).unwrap();
        let certificate = cert.der().clone();
        let client = client(&certificate);
        Proxy {
            origin: self.origin(),
            plain: self.plain,
            client,
            certificate,
            _nginx: nginx,
            _folder: folder,
        }
    }

    fn configuration(&self, [first, second]: [&str; 2], folder: &Path) -> String {
        let (tls, plain) = (self.tls, self.plain);
        let changes = [
            ("listen [::]:443".to_owned(), format!("listen [::1]:{tls}")),
            ("listen 443".to_owned(), format!("listen 127.0.0.1:{tls}")),
            ("listen [::]:80".to_owned(), format!("listen [::1]:{plain}")),
            ("listen 80".to_owned(), format!("listen 127.0.0.1:{plain}")),
            ("https://two-doors.example".to_owned(), self.origin()),
            ("two-doors.example".to_owned(), "localhost".to_owned()),
            ("/etc/two-doors/tls".to_owned(), folder.display().to_string()),
            ("127.0.0.1:3001".to_owned(), first.to_owned()),
            ("127.0.0.1:3002".to_owned(), second.to_owned()),
        ];
        changes.iter().fold(CONFIGURATION.to_owned(), |text, (from, to)| {
            assert!(text.contains(from.as_str()), "{from} is not in the configuration");
            text.replace(from.as_str(), to)
        })
    }
}

impl Proxy {
    /// Another client, with connections of its own.
    pub(crate) fn another_client(&self) -> Client {
        client(&self.certificate)
    }
}

fn client(believed: &CertificateDer<'static>) -> Client {
    Clients::new([believed.clone()]).unwrap().builder().build().unwrap()
}

/// Where a program listens, whatever it calls itself.
fn address(program: &Program) -> String {
    format!("127.0.0.1:{}", program.port)
}

#[tokio::test]
async fn what_the_app_must_hear_from_the_proxy_it_hears() {
    let ports = Ports::choose();
    let origin = ports.origin();
    let node = Program::start(&["--origin", &origin, "--trusted-proxies", "127.0.0.1,::1"]).await;
    let proxy = ports.open([&address(&node), &address(&node)]);
    let sign_in = |password: &str, own_origin: &str| {
        let body = json!({ "email": ALICE.0, "password": password }).to_string();
        let request = proxy.client.post(format!("{origin}/api/session/login"));
        request.header(header::CONTENT_TYPE, "application/json").header(header::ORIGIN, own_origin).body(body)
    };

    let signed_in = sign_in(ALICE.1, &origin).send().await.unwrap();
    assert_eq!(signed_in.status(), StatusCode::OK, "the name, with its port, and the origin came through");
    assert!(signed_in.headers().contains_key("strict-transport-security"), "ASVS 3.4.1");
    let set = signed_in.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    let cookie = set.split(';').next().unwrap();
    let profile = proxy.client.get(format!("{origin}/api/session/profile/me")).header(header::COOKIE, cookie);
    assert!(profile.send().await.unwrap().text().await.unwrap().contains(ALICE.0));

    let elsewhere = sign_in(ALICE.1, "https://elsewhere.example").send().await.unwrap();
    assert_eq!(elsewhere.status(), StatusCode::FORBIDDEN, "the proxy hides no origin");

    let pretended = sign_in("not her password", &origin).header("x-forwarded-for", "203.0.113.7");
    assert_eq!(pretended.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    let failures = |address: &str| {
        let key = ThrottleKey::Address(SandboxId::default(), address.parse().unwrap());
        let database = node.database();
        async move {
            let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
            let rows = SqliteStore::open(&database, clock, random).await.unwrap();
            rows.attempts(&[key]).await.unwrap()[0].failures
        }
    };
    assert_eq!(failures("203.0.113.7").await, 0, "what a visitor writes is gone");
    assert_eq!(failures("127.0.0.1").await + failures("::1").await, 1, "what the proxy saw has come");
}

#[tokio::test]
async fn any_other_name_and_plain_http_end_at_the_proxy() {
    let ports = Ports::choose();
    let node = Program::start(&["--origin", &ports.origin()]).await;
    let proxy = ports.open([&address(&node), &address(&node)]);
    let get = |url: String| proxy.client.get(url);

    let named = get(format!("{}/", proxy.origin)).send().await.unwrap();
    assert_eq!(named.status(), StatusCode::OK);
    let other =
        get(format!("{}/", proxy.origin)).header(header::HOST, "rebound.example").send().await.unwrap();
    assert_eq!(other.status(), StatusCode::MISDIRECTED_REQUEST);
    let plain = get(format!("http://localhost:{}/compare?door=session", proxy.plain)).send().await.unwrap();
    assert_eq!(plain.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(plain.headers()[header::LOCATION], format!("{}/compare?door=session", proxy.origin));
    let ready = get(format!("{}/readyz", proxy.origin)).send().await.unwrap();
    assert_eq!(ready.status(), StatusCode::NOT_FOUND, "that is the operators' own");
}

#[tokio::test]
async fn a_proxy_that_nobody_named_is_not_believed() {
    let house = TestHouse::open().await;
    let guess = async |browser: &mut Browser, from: &str| {
        let body = json!({ "email": ALICE.0, "password": "not her password" });
        let request = Request::post("/api/session/login").header("x-forwarded-for", from);
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body.to_string().into());
        browser.send(request.unwrap()).await.refused(401);
    };
    let failures = async |address: &str| {
        let key = ThrottleKey::Address(SandboxId::default(), address.parse().unwrap());
        house.house.throttles.attempts(&[key]).await.unwrap()[0].failures
    };
    guess(&mut Browser::new(&house), "203.0.113.7").await;
    assert_eq!((failures("203.0.113.7").await, failures("127.0.0.1").await), (0, 1));

    let (_open, closing) = watch::channel(false);
    let ours = TrustedProxies::new(["127.0.0.1".parse().unwrap()]);
    let behind = router(house.rooms.clone().behind(ours, Closing::once(closing)));
    let mut browser = Browser::of(asked_from_loopback(behind), house.origin.authority());
    guess(&mut browser, "6.6.6.6, 203.0.113.7").await;
    assert_eq!((failures("203.0.113.7").await, failures("6.6.6.6").await), (1, 0));
    assert_eq!(failures("127.0.0.1").await, 1);
}

#[tokio::test]
async fn a_node_without_its_database_or_about_to_close_asks_to_be_sent_nobody() {
    let house = TestHouse::open().await;
    let (close, closing) = watch::channel(false);
    let rooms = house.rooms.clone().behind(TrustedProxies::default(), Closing::once(closing));
    let mut browser = Browser::of(asked_from_loopback(router(rooms)), house.origin.authority());
    assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);
    assert_eq!(browser.get("/heartbeat").await.header("connection"), "");

    close.send(true).unwrap();
    browser.get("/readyz").await.refused(503);
    let last = browser.get("/heartbeat").await;
    assert_eq!((last.status, last.header("connection")), (StatusCode::OK, "close"), "it still answers");

    house.database.close().await;
    let mut browser = Browser::new(&house);
    browser.get("/readyz").await.refused(503);
    assert_eq!(browser.call(Method::GET, "/heartbeat").await.status, StatusCode::OK);
}
