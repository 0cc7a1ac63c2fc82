//! Whatever is sent, the answer is the right 4xx, as JSON; never a 500, never a panic.

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::json;

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const JSON_ADDRESSES: [(Method, &str); 6] = [
    (Method::POST, "/api/accounts"),
    (Method::POST, "/api/session/login"),
    (Method::PUT, "/api/session/name"),
    (Method::POST, "/api/jwt/login"),
    (Method::POST, "/api/jwt/refresh"),
    (Method::PUT, "/api/jwt/name"),
];

#[tokio::test]
async fn bodies_that_are_missing_torn_large_or_of_another_type() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let five_kib = json!({ "email": "a@b.c", "password": "x".repeat(5 * 1024) }).to_string();
    let access_token = browser.access_token(ALICE).await;
    for (method, path) in JSON_ADDRESSES {
        let request = || {
            let request = Request::builder().method(method.clone()).uri(path);
            request.header(header::AUTHORIZATION, format!("Bearer {access_token}"))
        };
        let typed = |content_type: &str, body: Body| {
            request().header(header::CONTENT_TYPE, content_type).body(body).unwrap()
        };
        browser.send(request().body(Body::empty()).unwrap()).await.refused(415);
        browser.send(typed("text/plain", r#"{"email":"a@b.c","password":"x"}"#.into())).await.refused(415);
        browser.send(typed("application/json", "".into())).await.refused(400);
        browser.send(typed("application/json", r#"{"email":"#.into())).await.refused(400);
        browser.send(typed("application/json", "{}".into())).await.refused(400);
        browser.send(typed("application/json", "[1]".into())).await.refused(400);
        browser.send(typed("application/json", "\"\\ud800\"".into())).await.refused(400);
        browser.send(typed("application/json", vec![0xff, 0xfe].into())).await.refused(400);
        browser.send(typed("application/json", "[".repeat(4_000).into())).await.refused(400);
        browser.send(typed("application/json", five_kib.clone().into())).await.refused(413);
        // The same from a client that does not say how long it will be.
        let chunks = five_kib.as_bytes().chunks(1_000).map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec()));
        let streamed = Body::from_stream(futures_util::stream::iter(chunks.collect::<Vec<_>>()));
        browser.send(typed("application/json", streamed)).await.refused(413);
    }
}

#[tokio::test]
async fn credentials_that_nobody_can_have() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let long_email = format!("{}@example.test", "a".repeat(3_000));
    let long_password = "x".repeat(129);
    for (email, password) in [
        ("a\0@b.c", "x"),
        ("", ""),
        (&long_email, "x"),
        (ALICE.0, &long_password),
        (ALICE.0, ""),
        (ALICE.0, "\0"),
    ] {
        browser.log_in((email, password)).await.refused(401);
        browser.log_in_jwt((email, password)).await.refused(401);
        // What is forgiven after an hour is not what this test is about.
        house.clock.advance(3_600);
    }
    let ten_thousand = "a".repeat(10_000);
    browser.log_in((&ten_thousand, "x")).await.refused(413);
}

#[tokio::test]
async fn unknown_addresses_and_methods() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for path in
        ["/api", "/api/", "/api/nothing", "/api/session", "/api/session/logins", "/fn/session/nothing"]
    {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text);
    }
    browser.get("/api/nothing").await.refused(404);
    browser.get("/fn/session/nothing").await.refused(404);
    browser.get("/api/session/login").await.refused(405);
    browser.call(Method::PUT, "/api/session/logout").await.refused(405);
    browser.call(Method::DELETE, "/heartbeat").await.refused(405);
}

#[tokio::test]
async fn tampered_truncated_oversized_and_doubled_cookies() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let good = browser.session_cookie().unwrap();
    let mut tampered = good.clone();
    let last = if tampered.pop() == Some('A') { 'Q' } else { 'A' };
    tampered.push(last);
    let oversized = "A".repeat(8_192);
    for value in [&tampered, &good[..21], "", "!", "%00", "../../etc/passwd", &oversized, &format!("{good}A")]
    {
        browser.with_session(value).profile().await.refused(401);
    }
    let doubled = |first: &str, second: &str| {
        Request::get("/api/session/profile/me")
            .header(header::COOKIE, format!("__Host-session={first}; __Host-session={second}"))
            .body(Body::empty())
            .unwrap()
    };
    let mut other = Browser::new(&house);
    other.send(doubled(&good, &tampered)).await.refused(401);
    other.send(doubled(&tampered, &good)).await.refused(401);
    other.send(doubled(&good, &good)).await.refused(401);
    assert_eq!(browser.profile().await.status, 200, "the real one is untouched");
}

// ASVS 3.5.3
#[tokio::test]
async fn get_and_head_change_nothing() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let before = [browser.get("/api/session/devices").await.text, browser.profile().await.text];
    for path in [
        "/api/session/logout",
        "/api/session/devices",
        "/api/session/name?name=Mallory",
        "/api/session/picture/me",
        "/api/session/export",
        "/api/session/accounts",
        "/api/accounts",
        "/api/lab/sandboxes",
        "/api/jwt/logout",
        "/api/jwt/name?name=Mallory",
        "/fn/session/log_out",
        "/fn/session/end_all_devices",
        "/fn/session/change_name?name=Mallory",
        "/fn/session/change_password",
        "/fn/lab/create_sandbox",
        "/heartbeat",
    ] {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let answer = browser.call(method.clone(), path).await;
            assert!(answer.set_cookies().is_empty(), "{method} {path}");
            assert_ne!(answer.status, 500, "{method} {path}");
        }
    }
    assert_eq!([browser.get("/api/session/devices").await.text, browser.profile().await.text], before);
}
