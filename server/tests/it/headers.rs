//! The headers that every answer carries (ASVS 3.4).

use axum::body::Body;
use axum::http::{Method, Request};

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

// ASVS 3.4.4 to 3.4.6, 3.4.8, 3.5.8
#[tokio::test]
async fn every_answer_carries_them_pages_errors_and_json_alike() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for path in [
        "/",
        "/compare",
        "/account",
        "/heartbeat",
        "/api/session/profile/me",
        "/api/session/picture/me",
        "/api/session/export",
        "/api/jwt/accounts",
        "/nothing",
        "/api/nothing",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"),
            "{path}: {policy}"
        );
    }
}

// ASVS 3.4.3
#[tokio::test]
async fn a_page_has_a_nonce_of_its_own() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let mut nonces = Vec::new();
    for path in ["/compare", "/compare", "/", "/nothing"] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy").to_owned();
        for directive in [
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "'strict-dynamic'",
            "'wasm-unsafe-eval'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ] {
            assert!(policy.contains(directive), "{path}: {policy}");
        }
        assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"), "{policy}");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        assert!(nonce.len() >= 22);
        nonces.push(nonce);
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 4);
}

// ASVS 3.4.2
#[tokio::test]
async fn no_origin_is_let_in_by_cors() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    for origin in ["http://127.0.0.1:4000", "http://localhost:4000", "null"] {
        for method in [Method::GET, Method::OPTIONS] {
            let request = Request::builder()
                .method(method)
                .uri("/api/session/profile/me")
                .header("origin", origin)
                .header("access-control-request-method", "GET");
            let answer = browser.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.header("access-control-allow-origin"), "");
        }
    }
}

// ASVS 3.4.7
#[tokio::test]
async fn a_page_names_a_place_for_reports_and_they_arrive_there() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let page = browser.get("/").await;
    assert!(page.header("content-security-policy").contains("report-uri /csp-reports"));
    for (content_type, body, status) in [
        ("application/csp-report", r#"{"csp-report":{"effective-directive":"script-src-elem"}}"#, 204),
        ("application/reports+json", r#"[{"type":"csp-violation","body":{}}]"#, 204),
        ("application/csp-report", "{", 400),
        ("text/plain", "{}", 415),
    ] {
        let request = Request::post("/csp-reports").header("content-type", content_type);
        let answer = browser.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, status, "{content_type} {body}");
    }
}
