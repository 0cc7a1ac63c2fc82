//! A house of a play's own: every layer of the real one, an empty database in a folder that goes with it, and a clock
//! that is moved by hand. An hour takes as long as the requests in it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use authn::local_storage_jwt::SigningKey;
use authn::{Clock, HashingLimits, House, Journal, ManualClock, Passwords, READY_ACCOUNTS, Random};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{HeaderMap, HeaderName, Request, header};
use domain::SandboxId;
use lab::{Defence, Event, LabStore as _};
use serde_json::{Value, json};
use store::{Database, SqliteStore};
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt as _;

use super::super::Void;
use super::Stage;
use crate::lab::{Fingerprint, Traces};
use crate::{LabRooms, Origin, Rooms, Site, router};

/// The name that it answers to. Nobody listens there: requests are handed to it.
const PORT: u16 = 3000;
/// No answer of the doors is nearly as long.
const LONGEST_ANSWER: usize = 64 * 1024;

/// The house, with Alice and the admin in it.
pub(crate) struct OwnHouse {
    pub(super) router: Router,
    pub(super) house: Arc<House>,
    host: String,
    pub(crate) store: SqliteStore,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) random: Arc<dyn Random>,
    traces: Arc<Traces>,
    _folder: TempDir,
    _running: watch::Sender<bool>,
}

/// What came back, and what that took.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: HeaderMap,
    pub(crate) body: Value,
    /// Of the request and the answer, with their headers, as HTTP/1.1 writes them.
    pub(crate) bytes: usize,
}

impl Reply {
    /// A header of the answer's.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The value of a cookie that the answer sets.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.filter_map(|line| line.split(';').next()?.split_once('='));
        pairs.find(|pair| pair.0 == name).map(|pair| pair.1)
    }
}

impl OwnHouse {
    /// Opens one in which an access token of the token room lives for so many seconds, with these switches on.
    pub(crate) async fn open(
        stage: &Stage,
        access_token_lifetime: i64,
        defences: &[Defence],
    ) -> Result<Self, Void> {
        // Nobody listens where its services would be, either.
        Self::open_at(stage, access_token_lifetime, defences, (PORT, 0)).await
    }

    /// The same on a port that somebody may listen on, with services on another.
    pub(super) async fn open_at(
        stage: &Stage,
        access_token_lifetime: i64,
        defences: &[Defence],
        (port, services_port): (u16, u16),
    ) -> Result<Self, Void> {
        const OPENING: &str =
            "a house of its own is opened, whose clock is moved by hand: hours pass there in a moment.";
        stage.browser.reader.before(|| OPENING.to_owned()).await?;
        let folder = TempDir::new().map_err(unfurnished)?;
        let random = Arc::clone(&stage.house.random);
        let clock = Arc::new(ManualClock::new(stage.house.clock.now()));
        let as_clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let path = folder.path().join("house.db");
        let store = SqliteStore::open(&path, Arc::clone(&as_clock), Arc::clone(&random));
        let store = store.await.map_err(unfurnished)?;
        let database = Database::from(store.clone());
        let house = Arc::new(House {
            store: Arc::clone(&database.accounts),
            sessions: Arc::clone(&database.sessions),
            throttles: Arc::clone(&database.throttles),
            passwords: passwords(Arc::clone(&random)).await?,
            journal: Journal::new(&*random),
            signing_key: Some(signing_key(&*random)),
            home_provider: None,
            clock: Arc::clone(&as_clock),
            random: Arc::clone(&random),
        });
        authn::ensure_default_sandbox(&house).await.map_err(unfurnished)?;
        store.set_defences(&SandboxId::default(), defences).await.map_err(unfurnished)?;
        let (running, stopped) = watch::channel(false);
        let origin = Origin::localhost(port, false);
        let host = origin.authority();
        let (clients, site) = (stage.clients.clone(), Site::empty());
        let rooms = Rooms::new(Arc::clone(&house), origin, clients, site, stopped.clone());
        let rooms = rooms.map_err(unfurnished)?;
        let neighbours = (stage.attacker.origin().clone(), services_port);
        let lab = LabRooms::new(&rooms, &database, access_token_lifetime, neighbours, stopped);
        let lab = lab.map_err(unfurnished)?;
        let traces = Arc::clone(&lab.traces);
        Ok(Self {
            router: router(rooms.with_lab(lab)),
            house,
            host,
            store,
            clock,
            random,
            traces,
            _folder: folder,
            _running: running,
        })
    }

    /// Alice signs in at an address, with whatever calls itself `agent`.
    pub(crate) async fn sign_in(&self, agent: &str, path: &str) -> Result<Reply, Void> {
        let alice = READY_ACCOUNTS[0];
        let reply =
            self.post(agent, path, &json!({ "email": alice.email, "password": alice.password })).await?;
        if reply.status == 200 {
            Ok(reply)
        } else {
            Err(Void(format!("Alice could not sign in: {}.", reply.status)))
        }
    }

    /// Asks for an address with a credential in this header.
    pub(crate) async fn get(
        &self,
        agent: &str,
        path: &str,
        (name, credential): (HeaderName, &str),
    ) -> Result<Reply, Void> {
        self.send(Request::get(path).header(name, credential), agent, String::new()).await
    }

    /// Sends JSON to an address.
    pub(crate) async fn post(&self, agent: &str, path: &str, body: &Value) -> Result<Reply, Void> {
        let body = body.to_string();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, body.len());
        self.send(request, agent, body).await
    }

    /// The same, with a credential in this header.
    pub(crate) async fn post_with(
        &self,
        agent: &str,
        path: &str,
        body: &Value,
        (name, credential): (HeaderName, &str),
    ) -> Result<Reply, Void> {
        let body = body.to_string();
        let request = Request::post(path)
            .header(name, credential)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, body.len());
        self.send(request, agent, body).await
    }

    /// From here on, what moves is noted.
    pub(crate) fn begin_to_note(&self) {
        self.traces.begin(&SandboxId::default());
    }

    /// Somebody has a copy of these: what is noted of their way is marked.
    pub(crate) fn stolen(&self, credentials: [&str; 2]) {
        self.traces.stolen(&SandboxId::default(), &credentials.map(Fingerprint::of));
    }

    /// What moved since then.
    pub(crate) fn noted(&self) -> Vec<Event> {
        self.traces.end(&SandboxId::default())
    }

    async fn send(&self, request: Builder, agent: &str, body: String) -> Result<Reply, Void> {
        let request = request.header(header::HOST, &self.host).header(header::USER_AGENT, agent);
        let from = ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 40_000)));
        let request = request.extension(from).body(Body::from(body.clone())).map_err(unfurnished)?;
        let line = request.method().as_str().len() + request.uri().path().len() + " HTTP/1.1\r\n ".len();
        let asked = line + size(request.headers()) + body.len();
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, LONGEST_ANSWER).await.map_err(unfurnished)?;
        let line = "HTTP/1.1 200 \r\n".len() + parts.status.canonical_reason().unwrap_or_default().len();
        let answered = line + size(&parts.headers) + bytes.len();
        Ok(Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
            bytes: asked + answered,
        })
    }
}

fn size(headers: &HeaderMap) -> usize {
    let line = |(name, value): (&HeaderName, &header::HeaderValue)| {
        name.as_str().len() + value.len() + ": \r\n".len()
    };
    headers.iter().map(line).sum::<usize>() + "\r\n".len()
}

async fn passwords(random: Arc<dyn Random>) -> Result<Passwords, Void> {
    // It begins with a hash, which would hold up every other request of this worker.
    let furnish = move || Passwords::new(HashingLimits { at_once: 1, waiting: 8 }, random);
    tokio::task::spawn_blocking(furnish).await.map_err(unfurnished)
}

fn signing_key(random: &dyn Random) -> SigningKey {
    let mut secret = [0; 32];
    random.fill(&mut secret);
    SigningKey::new(&secret)
}

/// The machine did not give what a house needs.
pub(super) fn unfurnished(error: impl std::fmt::Display) -> Void {
    tracing::error!(%error, "a house of its own");
    Void("A house with a clock of its own could not be opened.".to_owned())
}
