//! Everything that the session door is for works without the lab.

use axum::http::Method;
use serde_json::json;

use super::{DINAH, open, sign_up_form};
use crate::browser::Browser;

#[tokio::test]
async fn from_signing_up_to_signing_out_by_the_forms() {
    let house = open().await;
    let (mut here, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    assert_eq!(here.post_form("/fn/accounts/sign_up", &sign_up_form()).await.status, 200);
    let sign_in = serde_urlencoded::to_string([("email", DINAH.0), ("password", DINAH.1)]).unwrap();
    for browser in [&mut here, &mut elsewhere] {
        assert_eq!(browser.post_form("/fn/session/log_in", &sign_in).await.status, 200);
    }
    let page = here.get("/account").await;
    assert!(page.status == 200 && page.text.contains("Dinah") && page.text.contains("Devices"));
    assert_eq!(here.get("/fn/session/devices").await.json().as_array().unwrap().len(), 2);
    assert_eq!(here.post_form("/fn/session/change_name", "name=Dinah+II").await.json()["name"], "Dinah II");

    let change = [("current", DINAH.1), ("new", "nine lives, nine words")];
    let change = serde_urlencoded::to_string(change).unwrap();
    assert_eq!(here.post_form("/fn/session/change_password", &change).await.status, 200);
    elsewhere.profile().await.refused(401);
    assert_eq!(here.get("/fn/session/current_user").await.json()["name"], "Dinah II");

    assert_eq!(here.post_form("/fn/session/log_out", "").await.status, 200);
    here.profile().await.refused(401);
    here.log_in(DINAH).await.refused(401);
    assert_eq!(here.log_in((DINAH.0, "nine lives, nine words")).await.status, 200);
    assert_eq!(here.post_form("/fn/session/end_all_devices", "").await.status, 200);
    here.profile().await.refused(401);
}

#[tokio::test]
async fn from_signing_up_to_signing_out_by_the_interface() {
    let house = open().await;
    let (mut here, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    let account = json!({ "email": DINAH.0, "name": "Dinah", "password": DINAH.1 });
    assert_eq!(here.post("/api/accounts", &account).await.status, 202);
    for browser in [&mut here, &mut elsewhere] {
        assert_eq!(browser.log_in(DINAH).await.status, 200);
    }
    assert_eq!(here.profile().await.json()["email"], DINAH.0);
    assert_eq!(here.get("/api/session/picture/me").await.header("content-type"), "image/svg+xml");
    assert_eq!(here.get("/api/session/export").await.json()["email"], DINAH.0);
    assert_eq!(here.put("/api/session/name", &json!({ "name": "Dinah II" })).await.status, 200);
    here.get("/api/session/accounts").await.refused(403);

    let devices = here.get("/api/session/devices").await.json();
    let other = devices.as_array().unwrap().iter().find(|device| device["current"] == false).unwrap();
    let other = format!("/api/session/devices/{}", other["id"].as_str().unwrap());
    assert_eq!(here.call(Method::DELETE, &other).await.status, 200);
    elsewhere.profile().await.refused(401);
    assert_eq!(here.profile().await.status, 200);
    assert_eq!(here.call(Method::POST, "/api/session/logout").await.status, 200);
    here.profile().await.refused(401);
}

#[tokio::test]
async fn the_front_page_is_the_account_and_a_proxy_gets_its_answers() {
    let house = open().await;
    let mut browser = Browser::new(&house);
    let front = browser.get("/").await;
    assert_eq!((front.status.as_u16(), front.header("location")), (303, "/account"));
    for path in ["/account", "/sign-up", "/heartbeat", "/readyz"] {
        assert_eq!(browser.get(path).await.status, 200, "{path}");
    }
}
