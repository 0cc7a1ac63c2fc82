//! Who may read: whoever asks by a name that was given, at the listener that was given.

use axum::body::Body;
use axum::http::Request;

use super::watching;
use crate::browser::Browser;
use crate::house::TestHouse;

#[tokio::test]
async fn other_names_are_misdirected() {
    let house = TestHouse::open().await;
    let mut reader = Browser::of(watching(&house), String::new());
    let to = |host: &str| Request::get("/metrics").header("host", host).body(Body::empty()).unwrap();
    assert_eq!(reader.send(to("LOCALHOST:9464")).await.status, 200);
    for host in [
        "rebound.example:9464",
        "localhost",
        "localhost:3000",
        "localhost:9464.evil.example",
        "127.0.0.1:9464",
    ] {
        let answer = reader.send(to(host)).await;
        answer.refused(421);
        assert!(!answer.text.contains("two_doors"), "{host}");
    }
    let twice = Request::get("/metrics").header("host", "localhost:9464").header("host", "evil.example");
    reader.send(twice.body(Body::empty()).unwrap()).await.refused(400);
}

#[tokio::test]
async fn there_is_nothing_else_and_nothing_is_kept() {
    let house = TestHouse::open().await;
    let mut reader = Browser::of(watching(&house), "localhost:9464".to_owned());
    let answer = reader.get("/metrics").await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("access-control-allow-origin"), "");
    reader.get("/").await.refused(404);
    reader.post_form("/metrics", "").await.refused(405);
}

#[tokio::test]
async fn the_apps_own_origin_has_none() {
    let house = TestHouse::open().await;
    let answer = Browser::new(&house).get("/metrics").await;
    assert_eq!(answer.status, 404);
    assert!(!answer.text.contains("two_doors_"));
}
