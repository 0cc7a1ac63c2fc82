//! `/api/lab/wire`: what went through a door, without what would open it.

use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt as _;
use serde_json::json;
use tower::ServiceExt as _;

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

#[tokio::test]
async fn exchanges_are_streamed_with_their_secrets_shortened() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let session = browser.session_cookie().unwrap();
    let access_token = browser.log_in_jwt(ALICE).await.json()["access_token"].as_str().unwrap().to_owned();
    browser.profile().await;
    browser.profile_jwt(&access_token).await;

    let request = Request::get("/api/lab/wire").header("host", "localhost:3000").body(Body::empty()).unwrap();
    let response = house.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut body = response.into_body().into_data_stream();
    let mut text = String::new();
    while text.matches("data:").count() < 4 {
        text.push_str(str::from_utf8(&body.next().await.unwrap().unwrap()).unwrap());
    }
    assert!(text.contains(&format!("__Host-session={}…", &session[..6])), "{text}");
    assert!(
        text.contains(r#""path":"/api/jwt/profile/me""#) && text.contains(r#""door":"local_storage_jwt""#)
    );
    // ASVS 3.3.4: the value appears nowhere but in Set-Cookie.
    assert!(!text.contains(&session) && !text.contains(&access_token), "{text}");
}

// There is room for 500 sandboxes, and a name costs nothing to make up.
#[tokio::test]
async fn made_up_sandboxes_push_nobodys_exchanges_out() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.post("/api/lab/sandboxes", &json!({})).await;
    browser.profile().await.refused(401);
    for n in 0..500 {
        let mut flood = Browser::new(&house);
        flood.cookies.push(("__Host-sandbox".to_owned(), format!("{n:022}")));
        flood.profile().await.refused(401);
    }
    let cookie = format!("__Host-sandbox={}", browser.cookie("__Host-sandbox").unwrap());
    let request = Request::get("/api/lab/wire").header("host", "localhost:3000").header("cookie", cookie);
    let response = house.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let mut events = response.into_body().into_data_stream();
    let first = events.next().await.unwrap().unwrap();
    let first = str::from_utf8(&first).unwrap();
    assert!(first.contains(r#""path":"/api/session/profile/me""#), "{first}");
}
