//! Requests, by the template of their route.

use axum::body::Body;
use axum::http::{Method, Request};

use super::Numbers;
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const COUNT: &str = "two_doors_http_request_duration_seconds_count";

#[tokio::test]
async fn are_counted_by_template_method_and_class() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    for id in ["me", "1", "99", "made-up"] {
        browser.get(&format!("/api/session/profile/{id}")).await;
    }
    browser.get("/compare").await;
    let numbers = Numbers::read(&house).await;
    let counted = |route, method, status| {
        let labels = [("party", "app"), ("route", route), ("method", method), ("status", status)];
        numbers.sum(COUNT, &labels).to_string()
    };
    assert_eq!(counted("/api/session/login", "POST", "2xx"), "1");
    assert_eq!(counted("/api/session/profile/{user_id}", "GET", "2xx"), "2");
    assert_eq!(counted("/api/session/profile/{user_id}", "GET", "4xx"), "2");
    assert_eq!(counted("/compare", "GET", "2xx"), "1");
    let bucket = [("route", "/api/session/login"), ("le", "+Inf")];
    assert_eq!(numbers.sum("two_doors_http_request_duration_seconds_bucket", &bucket).to_string(), "1");
}

#[tokio::test]
async fn nobody_makes_up_labels() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let mut make_up = async |n: u32| {
        for path in [format!("/made-up-{n}"), format!("/api/session/profile/{n}"), format!("/fn/made_up_{n}")]
        {
            browser.get(&path).await;
            let method = Method::from_bytes(format!("M{n}").as_bytes()).unwrap();
            browser.send(Request::builder().method(method).uri(&path).body(Body::empty()).unwrap()).await;
        }
        let host = format!("rebound-{n}.example");
        browser.send(Request::get("/").header("host", host).body(Body::empty()).unwrap()).await;
    };
    make_up(0).await;
    let series = async || Numbers::read(&house).await.series().count();
    let first = series().await;
    for n in 1..=1_000 {
        make_up(n).await;
    }
    assert_eq!(series().await, first, "a thousand more make no more of them");
    let numbers = Numbers::read(&house).await;
    assert_eq!(numbers.sum(COUNT, &[("route", "none"), ("method", "other")]).to_string(), "2002");
    assert!(!numbers.0.contains("made-up") && !numbers.0.contains("rebound"), "{}", numbers.0);
}
