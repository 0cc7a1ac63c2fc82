//! Each request has an id of our making, which stands in every line of it and in its answer.

use std::collections::HashSet;

use authn::HashingLimits;
use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use server::LogFormat;

use super::{listen, listen_for};
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

#[tokio::test]
async fn it_leads_from_an_answer_to_its_lines() {
    let house = TestHouse::open().await;
    // Loud only about what went wrong: the id is there all the same.
    let (log, _guard) = listen_for("warn", LogFormat::Json);
    let mut seen = HashSet::new();
    for door in ["session", "jwt"] {
        for _ in 0..2 {
            let body = json!({ "email": ALICE.0, "password": "a guess" });
            let answer = Browser::new(&house).post(&format!("/api/{door}/login"), &body).await;
            let line = log.one("authn_login_fail");
            assert_eq!(line["request_id"], answer.header("x-request-id"));
            assert_eq!(line["route"], format!("/api/{door}/login"));
            assert_eq!((&line["request_method"], &line["source_ip"]), (&json!("POST"), &json!("127.0.0.1")));
            assert!(seen.insert(answer.header("x-request-id").to_owned()), "each has its own");
        }
    }
    assert!(seen.iter().all(|id| id.len() == 22), "128 random bits: {seen:?}");
}

#[tokio::test]
async fn nobody_chooses_it() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen(LogFormat::Json);
    let chosen = "AAAAAAAAAAAAAAAAAAAAAA";
    for name in ["x-request-id", "request-id", "x-correlation-id", "traceparent"] {
        let request = Request::get("/api/session/profile/me").header(name, chosen).body(Body::empty());
        let answer = Browser::new(&house).send(request.unwrap()).await;
        let ids: Vec<_> = answer.headers.get_all("x-request-id").iter().collect();
        assert!(ids.len() == 1 && ids[0] != chosen, "{name}: {ids:?}");
    }
    assert!(!log.text().contains(chosen), "nor does it come into the log another way");
}

#[tokio::test]
async fn every_answer_has_one_however_early_it_is_refused() {
    let house = TestHouse::open_with(HashingLimits { at_once: 1, waiting: 0 }).await;
    let mut browser = Browser::new(&house);
    let request = |method: &str, path: &str, host: &str, body: Body| {
        Request::builder().method(method).uri(path).header("host", host).body(body).unwrap()
    };
    let _the_only_turn = house.house.passwords.turn().await.unwrap();
    let here = "localhost:3000";
    let large = Body::from("x".repeat(1 << 20));
    for (expected, request) in [
        (421, request("GET", "/heartbeat", "rebound.example", Body::empty())),
        (413, request("POST", "/api/session/login", here, large)),
        (404, request("GET", "/nowhere", here, Body::empty())),
        (405, request("DELETE", "/heartbeat", here, Body::empty())),
        (200, request("GET", "/heartbeat", here, Body::empty())),
        (200, request("GET", "/compare", here, Body::empty())),
    ] {
        let answer = browser.send(request).await;
        assert_eq!(answer.status, expected);
        assert_eq!(answer.header("x-request-id").len(), 22, "{expected}");
    }
    let shed = browser.log_in(ALICE).await;
    assert_eq!(shed.refused(503).header("x-request-id").len(), 22);
}
