//! `/api/lab/sandboxes`: whatever is done in one is not seen from another.

use axum::http::Method;
use serde_json::json;

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

#[tokio::test]
async fn a_sandbox_has_its_own_accounts_sessions_and_throttles() {
    let house = TestHouse::open().await;
    let mut own = Browser::new(&house);
    let answer = own.call(Method::POST, "/api/lab/sandboxes").await;
    assert_eq!(answer.status, 201);
    let cookie = answer.set_cookies().concat();
    assert!(cookie.starts_with("__Host-sandbox=") && cookie.contains("HttpOnly"), "{cookie}");

    own.post("/api/accounts", &json!({ "email": "x@y.z", "name": "X", "password": "only in here" })).await;
    assert_eq!(own.log_in(("x@y.z", "only in here")).await.status, 200);
    Browser::new(&house).log_in(("x@y.z", "only in here")).await.refused(401);

    for _ in 0..6 {
        own.log_in((ALICE.0, "wrong")).await;
    }
    own.log_in(ALICE).await.refused(429);
    assert_eq!(Browser::new(&house).log_in(ALICE).await.status, 200);
}

#[tokio::test]
async fn a_credential_of_one_sandbox_is_no_good_in_another() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let pair = browser.log_in_jwt(ALICE).await.json();
    browser.call(Method::POST, "/api/lab/sandboxes").await;
    browser.profile().await.refused(401);
    browser.profile_jwt(pair["access_token"].as_str().unwrap()).await.refused(401);
    browser.post("/api/jwt/refresh", &json!({ "refresh_token": pair["refresh_token"] })).await.refused(401);
}

#[tokio::test]
async fn a_sandbox_that_does_not_exist_is_the_default_one() {
    let house = TestHouse::open().await;
    for name in ["AAAAAAAAAAAAAAAAAAAAAA", "", "../x", "default"] {
        let mut browser = Browser::new(&house);
        browser.cookies.push(("__Host-sandbox".to_owned(), name.to_owned()));
        browser.log_in((ALICE.0, "wrong")).await.refused(401);
        assert_eq!(browser.log_in(ALICE).await.status, 200, "{name}");
    }
}
