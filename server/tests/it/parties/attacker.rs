//! The attacker's site: what reaches it, and what it does with that.

use std::sync::Arc;

use authn::{Clock, HashingLimits, Random, SystemRandom};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use server::parties::attacker::{self, Attacker};
use server::{Clients, Origin};
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

pub(super) const HERE: &str = "127.0.0.1:4000";

/// The attacker's site, beside a house that really listens.
pub(super) struct Site {
    pub(super) house: TestHouse,
    pub(super) router: Router,
}

impl Site {
    pub(super) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = Origin::localhost(listener.local_addr().unwrap().port(), false);
        let house = TestHouse::open_at(origin.clone(), HashingLimits { at_once: 2, waiting: 200 }).await;
        let victim = house.router.clone();
        tokio::spawn(async move { axum::serve(listener, victim).await });
        let clock: Arc<dyn Clock> = Arc::<authn::ManualClock>::clone(&house.clock);
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let clients = Clients::new([]).unwrap();
        let villain = Attacker::new(origin, Origin::loopback(4000, false), &clients, clock, random).unwrap();
        Self { house, router: attacker::router(Arc::new(villain)) }
    }

    pub(super) async fn send(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let location =
            response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(body.into()).unwrap(), location.unwrap_or_default())
    }

    pub(super) async fn post(
        &self,
        path: &str,
        content_type: &str,
        body: &str,
    ) -> (StatusCode, String, String) {
        let request =
            Request::post(path).header(header::HOST, HERE).header(header::CONTENT_TYPE, content_type);
        self.send(request.body(body.to_owned().into()).unwrap()).await
    }

    /// Begins a campaign, and returns its name.
    pub(super) async fn begin(&self) -> String {
        let (status, _, location) = self.post("/campaigns", "application/x-www-form-urlencoded", "").await;
        assert_eq!(status, 303);
        location.strip_prefix("/campaigns/").unwrap().to_owned()
    }

    pub(super) async fn inbox(&self, campaign: &str) -> Value {
        let request = Request::get(format!("/campaigns/{campaign}")).header(header::HOST, HERE);
        let request = request.header(header::ACCEPT, "application/json").body(Body::empty()).unwrap();
        serde_json::from_str(&self.send(request).await.1).unwrap()
    }

    /// Tries something out, and returns the newest replay.
    async fn replay(&self, campaign: &str, form: &str) -> Value {
        let path = format!("/campaigns/{campaign}/replays");
        let (status, ..) = self.post(&path, "application/x-www-form-urlencoded", form).await;
        assert_eq!(status, 303);
        self.inbox(campaign).await["replays"].as_array().unwrap().last().unwrap().clone()
    }
}

#[tokio::test]
async fn whatever_a_page_sends_without_asking_arrives() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let (status, ..) = site.post(&format!("/collect/{campaign}"), content_type, "loot").await;
        assert_eq!(status, 204, "{content_type}");
    }
    let image = Request::get(format!("/collect/{campaign}?cookie=a")).header(header::HOST, "localhost:4000");
    let image = image.header(header::REFERER, "http://localhost:3000/wall").body(Body::empty()).unwrap();
    assert_eq!(site.send(image).await.0, 204);
    let inbox = site.inbox(&campaign).await;
    let texts: Vec<_> = inbox["loot"].as_array().unwrap().iter().map(|loot| loot["text"].clone()).collect();
    assert_eq!(texts, ["loot", "loot", "loot", "cookie=a"]);
    assert_eq!(inbox["loot"][3]["from"], "http://localhost:3000/wall");
}

#[tokio::test]
async fn no_campaign_sees_anothers_loot() {
    let site = Site::open().await;
    let (mine, yours) = (site.begin().await, site.begin().await);
    site.post(&format!("/collect/{mine}"), "text/plain", "mine").await;
    assert_eq!(site.inbox(&yours).await["loot"], json!([]));
    assert_eq!(site.inbox(&mine).await["loot"][0]["text"], "mine");
    assert_eq!(site.post("/collect/nobodys", "text/plain", "lost").await.0, 404);
}

// Claims T4 and T8: what a script can read opens the token door from anywhere. What it cannot read, it cannot send.
#[tokio::test]
async fn a_stolen_token_opens_the_door_from_another_machine() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    let mut victim = Browser::new(&site.house);
    let access_token = victim.log_in_jwt(ALICE).await.json()["access_token"].as_str().unwrap().to_owned();
    victim.log_in(ALICE).await;

    let token = format!("path=/api/jwt/profile/me&authorization=Bearer+{access_token}");
    let replay = site.replay(&campaign, &token).await;
    assert_eq!(replay["status"], 200);
    assert!(replay["answer"].as_str().unwrap().contains(ALICE.0), "{replay}");

    // What a script read of the session door: nothing.
    let replay = site.replay(&campaign, "path=/api/session/profile/me&cookie=").await;
    assert_eq!(
        (&replay["status"], &replay["answer"]),
        (&json!(401), &json!(r#"{"message":"Unauthorized"}"#))
    );
    // The positive control: had it been able to read the cookie, that would have opened it.
    let session = victim.session_cookie().unwrap();
    let cookie = format!("path=/api/session/profile/me&cookie=__Host-session%3D{session}");
    assert_eq!(site.replay(&campaign, &cookie).await["status"], 200);
    victim.call(Method::POST, "/api/session/logout").await;
    assert_eq!(site.replay(&campaign, &cookie).await["status"], 401);
}

#[tokio::test]
async fn a_replay_goes_to_the_victim_and_nowhere_else() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    let path = format!("/campaigns/{campaign}/replays");
    for elsewhere in ["@evil.example/", "evil.example", ":80/", ".evil.example/", ""] {
        let form = format!("path={elsewhere}");
        let (status, ..) = site.post(&path, "application/x-www-form-urlencoded", &form).await;
        assert_eq!(status, 404, "{elsewhere}");
    }
    assert_eq!(site.post(&path, "application/x-www-form-urlencoded", "nonsense").await.0, 400);
    assert_eq!(site.inbox(&campaign).await["replays"], json!([]));
}

#[tokio::test]
async fn its_inbox_is_text_however_it_was_written() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    site.post(&format!("/collect/{campaign}"), "text/plain", "<script>alert(1)</script>").await;
    let request = Request::get(format!("/campaigns/{campaign}")).header(header::HOST, HERE);
    let (status, page, _) = site.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(status, 200);
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"), "{page}");
}

#[tokio::test]
async fn it_answers_to_its_own_names_and_takes_no_more_than_it_can_carry() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    for (host, status) in
        [("localhost:4000", 200), ("[::1]:4000", 200), ("evil.example:4000", 421), ("localhost:3000", 421)]
    {
        let request = Request::get("/").header(header::HOST, host).body(Body::empty()).unwrap();
        assert_eq!(site.send(request).await.0, status, "{host}");
    }
    let heavy = "a".repeat(16 * 1024 + 1);
    assert_eq!(site.post(&format!("/collect/{campaign}"), "text/plain", &heavy).await.0, 413);
}
