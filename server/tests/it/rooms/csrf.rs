//! The room `csrf`, by the requests that browsers would send. What they do send, `end2end/` asks a real one.

use authn::create_sandbox;
use axum::body::Body;
use axum::http::{Request, header};
use lab::Defence;
use serde_json::{Value, json};

use super::room::{own_sandbox, switch};
use crate::browser::{ALICE, Answer, Browser};
use crate::house::TestHouse;

const ROOM: &str = "/api/lab/rooms/csrf";
const FORM: &str = "application/x-www-form-urlencoded";

async fn sign_in(browser: &mut Browser) -> Value {
    let (email, password) = ALICE;
    let answer =
        browser.post(&format!("{ROOM}/login"), &json!({ "email": email, "password": password })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// A request as a browser sends it from the attacker's page, with whatever cookies `browser` holds.
async fn forge(browser: &mut Browser, variant: &str, content_type: &str, body: &str) -> Answer {
    let request = Request::post(format!("{ROOM}/default/transfer/{variant}"))
        .header(header::CONTENT_TYPE, content_type)
        .header(header::ORIGIN, "http://127.0.0.1:4000")
        .header("sec-fetch-site", "cross-site");
    browser.send(request.body(body.to_owned().into()).unwrap()).await
}

async fn account(browser: &mut Browser) -> Value {
    browser.get(&format!("{ROOM}/transfers")).await.json()
}

async fn last_refusal(browser: &mut Browser) -> Value {
    account(browser).await["attempts"].as_array().unwrap().last().unwrap()["refused"].clone()
}

#[tokio::test]
async fn one_session_in_four_cookies_that_differ_by_one_attribute() {
    let house = TestHouse::open().await;
    let mut alice = Browser::new(&house);
    let (email, password) = ALICE;
    let body = json!({ "email": email, "password": password });
    let answer = alice.post(&format!("{ROOM}/login"), &body).await;
    let id = alice.cookie("lab-csrf-lax").unwrap();
    let common = format!("={id}; Path={ROOM}; Secure; HttpOnly");
    assert_eq!(
        answer.set_cookies()[..4],
        [
            format!("lab-csrf-none{common}; SameSite=None"),
            format!("lab-csrf-unset{common}"),
            format!("lab-csrf-lax{common}; SameSite=Lax"),
            format!("lab-csrf-strict{common}; SameSite=Strict"),
        ]
    );
    let wrong = json!({ "email": email, "password": "a guess" });
    alice.post(&format!("{ROOM}/login"), &wrong).await.refused(401);
}

// What had nothing to say of SameSite, and what said None, says Lax; the others stay as they are.
#[tokio::test]
async fn the_switch_of_same_site_makes_lax_of_whatever_is_looser() {
    let house = TestHouse::open().await;
    let mut alice = Browser::new(&house);
    own_sandbox(&mut alice).await;
    let attributes = async |alice: &mut Browser| {
        let (email, password) = ALICE;
        let body = json!({ "email": email, "password": password });
        let answer = alice.post(&format!("{ROOM}/login"), &body).await;
        let of = |line: &&str| line.split_once("HttpOnly").unwrap().1.to_owned();
        answer.set_cookies()[..4].iter().map(of).collect::<Vec<_>>()
    };
    let [none, lax, strict] = ["; SameSite=None", "; SameSite=Lax", "; SameSite=Strict"];
    assert_eq!(attributes(&mut alice).await, [none, "", lax, strict]);
    switch(&mut alice, "same-site", true).await;
    assert_eq!(attributes(&mut alice).await, [lax, lax, lax, strict]);
    switch(&mut alice, "same-site", false).await;
    assert_eq!(attributes(&mut alice).await, [none, "", lax, strict]);
}

#[tokio::test]
async fn a_transfer_believes_one_cookie_and_no_other() {
    let house = TestHouse::open().await;
    let mut alice = Browser::new(&house);
    sign_in(&mut alice).await;
    alice.cookies.retain(|(name, _)| name == "lab-csrf-none");
    assert_eq!(forge(&mut alice, "none/none/none", FORM, "to=mallory&nonce=1").await.status, 200);
    forge(&mut alice, "lax/none/none", FORM, "to=mallory&nonce=2").await.refused(401);
    let account = account(&mut alice).await;
    let done = json!([{ "number": 1, "same_site": "none", "to": "mallory", "nonce": "1" }]);
    assert_eq!(account["transfers"], done);
    let noted = &account["attempts"][1];
    assert_eq!((&noted["cookie"], &noted["refused"]), (&json!(false), &json!("no_session")));
    assert_eq!(noted["origin"], "http://127.0.0.1:4000");

    alice.cookies = vec![("lab-csrf-none".to_owned(), "a guess".to_owned())];
    forge(&mut alice, "none/none/none", FORM, "to=mallory&nonce=3").await.refused(401);
}

#[tokio::test]
async fn a_check_refuses_what_it_looks_at_and_obeys_the_rooms_own_page() {
    let house = TestHouse::open().await;
    let mut alice = Browser::new(&house);
    let own = sign_in(&mut alice).await["anti_forgery_token"].as_str().unwrap().to_owned();
    // A token is its session's: another one's, though it is real, opens nothing.
    let mut mallory = Browser::new(&house);
    let anothers = sign_in(&mut mallory).await["anti_forgery_token"].as_str().unwrap().to_owned();

    for (checks, refused) in
        [("origin", json!("another_origin")), ("token", json!("no_token")), ("both", json!("another_origin"))]
    {
        for anti_forgery_token in ["", &anothers] {
            let body = format!("to=mallory&nonce=1&anti_forgery_token={anti_forgery_token}");
            forge(&mut alice, &format!("none/{checks}/none"), FORM, &body).await.refused(403);
            assert_eq!(last_refusal(&mut alice).await, refused, "{checks}");
        }
        // The room's own page: it comes from here, and its form carries the token.
        let body = format!("to=gardener&nonce=2&anti_forgery_token={own}");
        let answer = alice.post_form(&format!("{ROOM}/default/transfer/strict/{checks}/none"), &body).await;
        assert_eq!(answer.status, 200, "{checks}: {}", answer.text);
    }
    let form = alice.get(&format!("{ROOM}/form/lax")).await.json();
    assert_eq!(form["anti_forgery_token"], own.as_str());
    Browser::new(&house).get(&format!("{ROOM}/form/lax")).await.refused(401);
}

#[tokio::test]
async fn the_switches_of_a_sandbox_are_checks_like_those_in_the_address() {
    let house = TestHouse::open().await;
    let mut alice = Browser::new(&house);
    sign_in(&mut alice).await;
    let body = "to=mallory&nonce=1";
    assert_eq!(forge(&mut alice, "none/switched/none", FORM, body).await.status, 200);
    let lab = lab::Lab {
        experiments: std::sync::Arc::clone(&house.database.experiments),
        store: std::sync::Arc::clone(&house.database.lab),
        clock: std::sync::Arc::clone(&house.house.clock),
        kept_on: house.database.kept_on,
        access_token_lifetime: authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME,
    };
    for (defence, refused) in
        [(Defence::AntiForgeryToken, json!("no_token")), (Defence::OriginCheck, json!("another_origin"))]
    {
        lab.store.switch_defence(&domain::SandboxId::default(), defence, true).await.unwrap();
        forge(&mut alice, "none/switched/none", FORM, body).await.refused(403);
        assert_eq!(last_refusal(&mut alice).await, refused);
    }
}

// Deliberate flaws `content_type_not_checked` and `state_changes_on_get`.
#[tokio::test]
async fn it_reads_whatever_a_browser_sends_without_asking() {
    let house = TestHouse::open().await;
    let mut alice = Browser::new(&house);
    sign_in(&mut alice).await;
    let json = r#"{"to":"mallory","nonce":"1"}"#;
    for (content_type, body) in [(FORM, "to=mallory&nonce=1"), ("text/plain", json), (FORM, json)] {
        assert_eq!(
            forge(&mut alice, "lax/none/none", content_type, body).await.status,
            200,
            "{content_type}"
        );
    }
    // The Origin check trusts that a GET changes nothing.
    let get = format!("{ROOM}/default/transfer/lax/origin/none?to=mallory&nonce=1");
    let get = Request::get(get).header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(alice.send(get).await.status, 200);
    // What cannot be read is noted as that, and not as stopped.
    for body in ["", "nonsense", "to=mallory", "{\"to\":", "\u{fffd}"] {
        forge(&mut alice, "lax/none/none", FORM, body).await.refused(400);
        assert_eq!(last_refusal(&mut alice).await, "malformed", "{body}");
    }
    for variant in ["lax/none/nobody", "loose/none/none", "lax/all/none"] {
        forge(&mut alice, variant, FORM, "to=mallory&nonce=1").await.refused(404);
    }
}

#[tokio::test]
async fn cors_says_who_may_read_and_stops_nothing() {
    let house = TestHouse::open().await;
    let mut alice = Browser::new(&house);
    sign_in(&mut alice).await;
    let attacker = "http://127.0.0.1:4000";
    for (cors, allowed) in [("none", ""), ("strict", "http://localhost:3000"), ("open", attacker)] {
        let answer = forge(&mut alice, &format!("none/none/{cors}"), FORM, "to=mallory&nonce=1").await;
        assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (200, allowed));
        let preflight = Request::options(format!("{ROOM}/default/transfer/none/none/{cors}"))
            .header(header::ORIGIN, attacker)
            .header("access-control-request-method", "POST");
        let answer = alice.send(preflight.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("access-control-allow-origin"), allowed, "{cors}");
        assert_eq!(answer.header("access-control-allow-headers").is_empty(), cors == "none");
    }
    assert_eq!(account(&mut alice).await["transfers"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn it_sends_a_browser_back_where_it_may_and_nowhere_else() {
    let house = TestHouse::open().await;
    let mut alice = Browser::new(&house);
    sign_in(&mut alice).await;
    for origin in ["http://127.0.0.1:4000", "http://localhost:4000", "http://localhost:3000"] {
        let body = format!("to=mallory&nonce=1&return_to={origin}/page?next=2");
        let answer = forge(&mut alice, "lax/none/none", FORM, &body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (303, &*format!("{origin}/page?next=2"))
        );
    }
    for address in [
        "http://evil.example/",
        "http://localhost:3000.evil.example/",
        "http://localhost:3000@evil.example/",
        "//a",
        "/",
    ] {
        let body = format!("to=mallory&nonce=1&return_to={address}");
        assert_eq!(forge(&mut alice, "lax/none/none", FORM, &body).await.status, 200, "{address}");
    }
}

#[tokio::test]
async fn a_sandbox_sees_its_own_room_and_forgets_it() {
    let house = TestHouse::open().await;
    let mut alice = Browser::new(&house);
    sign_in(&mut alice).await;
    forge(&mut alice, "none/none/none", FORM, "to=mallory&nonce=1").await;

    let elsewhere = create_sandbox(&house.house).await.unwrap();
    let mut other = Browser::new(&house);
    other.cookies.push(("__Host-sandbox".to_owned(), elsewhere.to_string()));
    assert_eq!(account(&mut other).await, json!({ "transfers": [], "attempts": [] }));
    // A session opens nothing in another sandbox, whichever the address names.
    let path = format!("{ROOM}/{elsewhere}/transfer/none/none/none");
    alice.post_form(&path, "to=mallory&nonce=1").await.refused(401);
    alice.post_form(&format!("{ROOM}/{}/transfer/none/none/none", "A".repeat(22)), "").await.refused(404);

    assert_eq!(other.call(axum::http::Method::DELETE, &format!("{ROOM}/transfers")).await.status, 204);
    assert_eq!(account(&mut alice).await["attempts"].as_array().unwrap().len(), 1);
    assert_eq!(alice.call(axum::http::Method::DELETE, &format!("{ROOM}/transfers")).await.status, 204);
    assert_eq!(account(&mut alice).await, json!({ "transfers": [], "attempts": [] }));
    // Whoever is signed in stays so.
    assert_eq!(forge(&mut alice, "none/none/none", FORM, "to=mallory&nonce=1").await.status, 200);
}
