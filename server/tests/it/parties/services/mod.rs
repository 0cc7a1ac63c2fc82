//! The services behind the app: what they show, to whom, and the way there.

mod access_log;
mod gateway;
mod keys;
mod names;
mod refusals;
mod shared;

use std::sync::Arc;

use authn::service_jwt::Ed25519Key;
use authn::{Clock, HashingLimits, ManualClock};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use server::parties::services::{self, Services};
use server::{Clients, Origin};
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use crate::browser::Answer;
use crate::house::TestHouse;

const ATTACKER: &str = "http://127.0.0.1:4000";
const PAYSLIP: &str = "/documents/default/payslip";
const PAYROLL: &str = "/reports/default/payroll";

/// A house and its services, which both really listen.
struct Town {
    house: TestHouse,
    services: Router,
    port: u16,
}

impl Town {
    async fn open() -> Self {
        let [app, behind] = [listener().await, listener().await];
        let port = behind.local_addr().unwrap().port();
        let origin = Origin::localhost(app.local_addr().unwrap().port(), false);
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let house = TestHouse::open_among((Origin::loopback(9, false), port), origin.clone(), limits).await;
        let services = services_at(&origin, port, &house.clock);
        let (victim, serving) = (house.router.clone(), services.clone());
        tokio::spawn(async move { axum::serve(app, victim).await });
        tokio::spawn(async move { axum::serve(behind, serving).await });
        Self { house, services, port }
    }

    fn host(&self, service: &str) -> String {
        format!("{service}.localhost:{}", self.port)
    }

    /// Claims that open the payslip.
    fn claims(&self) -> Value {
        let now = self.house.clock.now();
        json!({
            "iss": self.house.origin.to_string(), "aud": [format!("http://{}", self.host("files"))],
            "sub": "1", "scope": "read", "sandbox": "default", "iat": now, "exp": now + 60, "jti": "a",
        })
    }

    fn sign(&self, claims: &Value) -> String {
        let key = Ed25519Key::of(&self.house.house).unwrap();
        key.sign("service+jwt", claims).unwrap().expose().to_owned()
    }

    async fn get(&self, service: &str, path: &str, token: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, self.host(service));
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        send(&self.services, request.body(Body::empty()).unwrap()).await
    }

    /// What the service's log keeps of a sandbox.
    async fn log(&self, service: &str, sandbox: &str) -> Value {
        let request = Request::get(format!("/log/{sandbox}")).header(header::HOST, self.host(service));
        send(&self.services, request.body(Body::empty()).unwrap()).await.json()
    }
}

fn services_at(app: &Origin, port: u16, clock: &Arc<ManualClock>) -> Router {
    let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
    let (attacker, clients) = (ATTACKER.parse().unwrap(), Clients::new([]).unwrap());
    services::router(Arc::new(Services::new(app.clone(), attacker, port, &clients, clock).unwrap()))
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

async fn send(router: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.into()).unwrap() }
}

/// The control of every refusal.
#[track_caller]
fn shown(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.text.contains("in May"), "{}", answer.text);
}
