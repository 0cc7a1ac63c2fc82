//! An admin's token, forged by the attacker's own server out of Alice's (claim T1): each forgery opens the careless room,
//! and the one defence that is meant for it, switched on, closes the room to it and to nobody else.

use std::io::ErrorKind;
use std::sync::Arc;

use authn::{Clock, HashingLimits, Random, SystemRandom};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use server::parties::attacker::{self, Attacker};
use server::{Clients, Origin};
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use super::{ROOM, access_token, profile, switch, text};
use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

/// Every forgery, and the defence that stops it.
const FORGERIES: [(&str, &str); 5] = [
    ("alg-none", "pinned-algorithm"),
    ("weak-secret", "strong-key"),
    ("algorithm-confusion", "pinned-algorithm"),
    ("kid-injection", "pinned-algorithm"),
    ("jku-injection", "pinned-algorithm"),
];

/// A house and an attacker that both really listen.
struct Town {
    house: TestHouse,
    attacker: Router,
    attacker_host: String,
    campaign: String,
}

impl Town {
    async fn open() -> Self {
        let (app, site) = (listener().await, listener().await);
        let attacker_port = site.local_addr().unwrap().port();
        let here = Origin::loopback(attacker_port, false);
        let attacker_host = here.authority();
        let origin = Origin::localhost(app.local_addr().unwrap().port(), false);
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let house = TestHouse::open_beside(here.clone(), origin.clone(), limits).await;
        let clock: Arc<dyn Clock> = Arc::<authn::ManualClock>::clone(&house.clock);
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let clients = Clients::new([]).unwrap();
        let villain = Attacker::new(origin, here, &clients, clock, random).unwrap();
        let (victim, attacker) = (house.router.clone(), attacker::router(Arc::new(villain)));
        let serving = attacker.clone();
        tokio::spawn(async move { axum::serve(app, victim).await });
        tokio::spawn(async move { axum::serve(site, serving).await });
        let mut town = Self { house, attacker, attacker_host, campaign: String::new() };
        town.campaign = town.begin().await;
        town
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let response = self.attacker.clone().oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(body.into()).unwrap(), location)
    }

    async fn begin(&self) -> String {
        let request = Request::post("/campaigns").header(header::HOST, &self.attacker_host);
        let (_, _, location) = self.send(request.body(Body::empty()).unwrap()).await;
        location.strip_prefix("/campaigns/").unwrap().to_owned()
    }

    async fn read(&self, path: &str) -> Value {
        let request = Request::get(format!("/campaigns/{}{path}", self.campaign));
        let request =
            request.header(header::HOST, &self.attacker_host).header(header::ACCEPT, "application/json");
        serde_json::from_str(&self.send(request.body(Body::empty()).unwrap()).await.1).unwrap()
    }

    async fn post(&self, kind: &str, body: String) -> (StatusCode, String) {
        let request = Request::post(format!("/campaigns/{}/forgeries", self.campaign))
            .header(header::HOST, &self.attacker_host)
            .header(header::CONTENT_TYPE, kind);
        let (status, text, _) = self.send(request.body(body.into()).unwrap()).await;
        (status, text)
    }

    /// Forges an admin's token out of a user's, and returns what came of it.
    async fn forge(&self, attack: &str, access_token: &str, sandbox: &str) -> Value {
        let body = json!({
            "attack": attack, "access_token": access_token, "email": ADMIN.0,
            "path": format!("{ROOM}/profile"), "sandbox": sandbox,
        });
        let (status, text) = self.post("application/json", body.to_string()).await;
        assert_eq!(status, 200, "{attack}: {text}");
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer["attack"], attack);
        answer
    }
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

#[track_caller]
fn assert_admin(forged: &Value) {
    assert_eq!(forged["status"], 200, "{forged}");
    let user: Value = serde_json::from_str(&text(&forged["answer"])).unwrap();
    assert_eq!([&user["email"], &user["role"]], [&json!(ADMIN.0), &json!("admin")]);
}

#[tokio::test]
async fn each_forgery_opens_the_careless_room_and_is_stopped_by_its_defence() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    for (attack, defence) in FORGERIES {
        let token = access_token(&mut alice).await;
        let forged = town.forge(attack, &token, "").await;
        assert_admin(&forged);
        // What opens this room never opens the door beside it.
        let forged_token = text(&forged["forged_token"]);
        assert_eq!(profile(&mut alice, &forged_token).await.json()["email"], ADMIN.0, "{attack}");
        alice.profile_jwt(&forged_token).await.refused(401);

        switch(&mut alice, defence, true).await;
        // With another key the old token is void; whoever signs in again is let in, and the forger still is not.
        let token = access_token(&mut alice).await;
        let answer = profile(&mut alice, &token).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["email"]), (200, &json!(ALICE.0)), "{attack}");
        let refused = town.forge(attack, &token, "").await;
        assert_eq!(refused["status"], 401, "{attack}: {refused}");
        profile(&mut alice, &forged_token).await.refused(401);
        switch(&mut alice, defence, false).await;
        assert_eq!(profile(&mut alice, &forged_token).await.status, 200, "{attack}: it was the defence");
    }
    let replays = town.read("").await["replays"].as_array().unwrap().clone();
    let statuses: Vec<_> = replays.iter().map(|replay| replay["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [200, 401].repeat(FORGERIES.len()), "each was noted");
}

// A defence against the one kind is none against the other.
#[tokio::test]
async fn the_other_defence_does_not_help() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    for (attack, defence) in FORGERIES {
        let other = if defence == "strong-key" { "pinned-algorithm" } else { "strong-key" };
        switch(&mut alice, other, true).await;
        let token = access_token(&mut alice).await;
        assert_admin(&town.forge(attack, &token, "").await);
        switch(&mut alice, other, false).await;
    }
}

#[tokio::test]
async fn cracking_counts_its_guesses_and_says_how_far_it_is() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    assert_eq!(town.read("/cracking").await, json!({ "tried": 0, "of": 0, "found": null }));
    let token = access_token(&mut alice).await;
    let guesses = town.forge("weak-secret", &token, "").await["guesses"].as_u64().unwrap();
    let progress = town.read("/cracking").await;
    assert_eq!([&progress["tried"], &progress["found"]], [&json!(guesses), &json!("sunshine2025")]);
    assert!(guesses > 1 && guesses < progress["of"].as_u64().unwrap(), "{progress}");
    switch(&mut alice, "strong-key", true).await;
    let token = access_token(&mut alice).await;
    town.forge("weak-secret", &token, "").await;
    let progress = town.read("/cracking").await;
    assert_eq!([&progress["tried"], &progress["found"]], [&progress["of"], &json!(null)], "every word");
}

#[tokio::test]
async fn a_forgery_is_a_sandboxs_own() {
    let town = Town::open().await;
    let (mut here, mut elsewhere) = (Browser::new(&town.house), Browser::new(&town.house));
    elsewhere.post("/api/lab/sandboxes", &json!({})).await;
    let sandbox = elsewhere.cookie("__Host-sandbox").unwrap();
    let token = access_token(&mut elsewhere).await;
    assert_eq!(town.forge("alg-none", &token, "").await["status"], 401, "the victim is in another sandbox");
    let forged = town.forge("alg-none", &token, &sandbox).await;
    assert_admin(&forged);
    profile(&mut here, &text(&forged["forged_token"])).await.refused(401);
    switch(&mut elsewhere, "pinned-algorithm", true).await;
    assert_eq!(town.forge("alg-none", &token, &sandbox).await["status"], 401);
    let here_token = access_token(&mut here).await;
    assert_admin(&town.forge("alg-none", &here_token, "").await);
}

#[tokio::test]
async fn the_forge_takes_a_form_too_and_no_nonsense() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    let token = access_token(&mut alice).await;
    let kind = "application/x-www-form-urlencoded";
    let form = |attack: &str, token: &str, path: &str| {
        format!("attack={attack}&access_token={token}&email=admin%40example.test&path={path}")
    };
    let path = format!("{ROOM}/profile");
    let (status, answer) = town.post(kind, form("alg-none", &token, &path)).await;
    assert_eq!(status, 200);
    assert_admin(&serde_json::from_str(&answer).unwrap());
    for (form, status) in [
        (form("magic", &token, &path), 400),
        (form("alg-none", "no.token", &path), 400),
        (form("alg-none", &token, "@evil.example/"), 404),
        ("nonsense".to_owned(), 400),
    ] {
        assert_eq!(town.post(kind, form.clone()).await.0, status, "{form}");
    }
    // Where no key is published there is nothing to sign with, and nothing is sent.
    let (_, answer) = town.post(kind, form("algorithm-confusion", &token, "/api/jwt/profile/me")).await;
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!([&answer["forged_token"], &answer["status"]], [&json!(null), &json!(null)], "{answer}");
}

// A verifier that fetches keys from wherever a token says must not fetch them from everywhere: that is a hole in the
// learner's machine, and no part of the lesson.
#[tokio::test]
async fn keys_are_fetched_from_the_labs_own_parties_alone() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    let token = access_token(&mut alice).await;
    let jwks = town.read("/jwks.json").await;
    assert!(jwks["keys"][0].get("d").is_none(), "the public half alone");
    let forged = text(&town.forge("jku-injection", &token, "").await["forged_token"]);
    assert_eq!(profile(&mut alice, &forged).await.status, 200);

    // A listener that is no party of the lab's: nobody ever connects to it.
    let stranger = listener().await;
    let header = json!({ "alg": "RS256", "jku": format!("http://{}/", stranger.local_addr().unwrap()) });
    let rest = forged.split_once('.').unwrap().1;
    profile(&mut alice, &format!("{}.{rest}", super::encode(&header))).await.refused(401);
    let knock = stranger.into_std().unwrap().accept();
    assert_eq!(knock.map_err(|error| error.kind()).err(), Some(ErrorKind::WouldBlock), "somebody knocked");
}
