//! A house of its own, with a clock that a play moves: the real router and a real database, in a folder that is gone
//! afterwards, and hours that pass at once.

use std::net::SocketAddr;
use std::sync::Arc;

use authn::local_storage_jwt::SigningKey;
use authn::{Clock, HashingLimits, House, ManualClock, Passwords, Random, SystemRandom};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::MockConnectInfo;
use axum::http::{Request, header};
use domain::SandboxId;
use lab::{Defence, Lab};
use serde_json::Value;
use store::SqliteStore;
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt as _;

use super::super::{Stagehand, Void};
use super::Answer;
use crate::{Origin, Recorder, Rooms, Site, Traces, router};

/// When its time begins, in seconds since 1970.
const BEGINS: i64 = 1_800_000_000;
/// The largest answer that is read, in bytes.
const LARGEST: usize = 1 << 20;

/// The house. It answers to its own name, to nobody outside this process.
pub(crate) struct VirtualHouse {
    pub(crate) house: Arc<House>,
    pub(crate) clock: Arc<ManualClock>,
    router: Router,
    origin: Origin,
    sessions: SqliteStore,
    _running: watch::Sender<bool>,
    _folder: TempDir,
}

impl VirtualHouse {
    /// Opens it, with these defences on in its sandbox `default`.
    pub(crate) async fn open(defences: &[Defence]) -> Result<Self, Void> {
        let folder = TempDir::new().map_err(|error| closed(&error))?;
        let clock = Arc::new(ManualClock::new(BEGINS));
        let as_clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let mut secret = [0; 32];
        random.fill(&mut secret);
        let path = folder.path().join("two-doors.db");
        let sessions = SqliteStore::open(&path, Arc::clone(&as_clock), Arc::clone(&random))
            .await
            .map_err(|error| closed(&error))?;
        let limits = HashingLimits { at_once: 1, waiting: 10 };
        let house = Arc::new(House {
            store: Arc::new(sessions.clone()),
            passwords: Passwords::new(limits, Arc::clone(&random)),
            signing_key: SigningKey::new(&secret),
            clock: as_clock,
            random,
        });
        authn::ensure_default_sandbox(&house).await.map_err(|error| closed(&error))?;
        let lab = Arc::new(Lab {
            store: Arc::new(sessions.clone()),
            experiments: Arc::new(sessions.clone()),
            clock: Arc::clone(&house.clock),
        });
        lab.store.set_defences(&SandboxId::default(), defences).await.map_err(|error| closed(&error))?;
        let (running, stopped) = watch::channel(false);
        let (recorder, traces) = (Arc::new(Recorder::new(stopped)), Arc::<Traces>::default());
        let origin = Origin::localhost(3000, false);
        // Nobody is attacked in here: no listener is asked for, and none is there.
        let nowhere = String::new();
        let stagehand = Stagehand::new(
            Arc::clone(&house),
            Arc::clone(&lab),
            (Arc::clone(&recorder), Arc::clone(&traces)),
            origin.to_string(),
            nowhere.clone(),
        );
        let rooms = Rooms {
            house: Arc::clone(&house),
            lab,
            attacker_origin: nowhere,
            sessions: sessions.clone(),
            recorder,
            traces,
            stagehand: Arc::new(stagehand.map_err(|error| closed(&error))?),
            origin: origin.clone(),
            site: Site::empty(),
            known_sandboxes: Arc::default(),
            csrf_room: Arc::default(),
            login_csrf_room: Arc::default(),
        };
        let address = SocketAddr::from(([127, 0, 0, 1], 40_000));
        let router = router(rooms).layer(MockConnectInfo(address));
        Ok(Self { house, clock, router, origin, sessions, _running: running, _folder: folder })
    }

    /// Asks for an address with these headers.
    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer, Void> {
        let request =
            headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
        Ok(self.send(request.body(Body::empty())).await?.0)
    }

    /// Sends JSON to an address. Returns the answer, and the session cookie if it sets one.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<(Answer, Option<String>), Void> {
        let body = body.to_string();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, body.len());
        self.send(request.body(Body::from(body))).await
    }

    /// Closes the database. The folder goes with the house.
    pub(crate) async fn close(self) {
        self.sessions.close().await;
    }

    async fn send(
        &self,
        request: axum::http::Result<Request<Body>>,
    ) -> Result<(Answer, Option<String>), Void> {
        let mut request = request.map_err(|error| closed(&error))?;
        let host = self.origin.authority().parse().map_err(|error| closed(&error))?;
        request.headers_mut().insert(header::HOST, host);
        let response = self.router.clone().oneshot(request).await.map_err(|error| closed(&error))?;
        let status = response.status().as_u16();
        let cookies = response.headers().get_all(header::SET_COOKIE).iter();
        let session = cookies
            .filter_map(|line| line.to_str().ok()?.split(';').next())
            .find(|pair| pair.starts_with("__Host-session="))
            .map(str::to_owned);
        let bytes = to_bytes(response.into_body(), LARGEST).await.map_err(|error| closed(&error))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok((Answer { status, body: serde_json::from_str(&text).unwrap_or_default(), text }, session))
    }
}

fn closed(error: &dyn std::fmt::Display) -> Void {
    tracing::warn!(%error, "the house with a clock of its own");
    Void("A house with a clock of its own could not be opened.".to_owned())
}
