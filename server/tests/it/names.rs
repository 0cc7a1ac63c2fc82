//! The listener answers to its own name alone: a rebound name shares the address, never the name.

use axum::body::Body;
use axum::http::Request;

use crate::browser::Browser;
use crate::house::TestHouse;

fn to(host: &str, method: &str, path: &str) -> Request<Body> {
    Request::builder().method(method).uri(path).header("host", host).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn other_names_are_misdirected() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    assert_eq!(browser.send(to("LOCALHOST:3000", "GET", "/heartbeat")).await.status, 200);
    for host in
        ["rebound.example:3000", "localhost", "localhost:4000", "localhost:3000.evil.example", "[::1]"]
    {
        browser.send(to(host, "GET", "/heartbeat")).await.refused(421);
    }
    browser.send(to("127.0.0.1:3000", "POST", "/api/session/logout")).await.refused(421);
}

// RFC 9112 §3.2: two of them are an attempt to be two things at once.
#[tokio::test]
async fn a_request_names_one_host() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for second in ["localhost:3000", "rebound.example:3000"] {
        let request = Request::get("/heartbeat").header("host", "localhost:3000").header("host", second);
        browser.send(request.body(Body::empty()).unwrap()).await.refused(400);
    }
}

#[tokio::test]
async fn a_reader_of_the_bare_address_is_sent_on() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for host in ["127.0.0.1:3000", "[::1]:3000"] {
        let answer = browser.send(to(host, "GET", "/compare?a=b")).await;
        assert_eq!(answer.status, 307);
        assert_eq!(answer.header("location"), "http://localhost:3000/compare?a=b");
        let answer = browser.send(to(host, "GET", "//evil.example/")).await;
        assert_eq!(answer.header("location"), "http://localhost:3000//evil.example/");
    }
}
