//! `/api/session/picture/{user_id}` and `/api/jwt/picture/{user_id}`.

use serde_json::json;

use crate::browser::{ALICE, Answer, Browser};
use crate::house::TestHouse;

#[track_caller]
fn is_a_picture(answer: &Answer, initial: &str) {
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "image/svg+xml"));
    let label = format!(">&#{};</text></svg>", u32::from(initial.chars().next().unwrap()));
    assert!(answer.text.starts_with("<svg ") && answer.text.ends_with(&label), "{}", answer.text);
    // Whoever opens the address by itself opens a document of our origin: nothing runs in it.
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(answer.header("cache-control"), "no-store"); // ASVS 14.3.2
}

// Claim T7: this is all that an `<img>` sends, the cookie and nothing else.
#[tokio::test]
async fn an_image_carries_the_cookie_and_cannot_carry_the_token() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.get("/api/session/picture/me").await.refused(401);
    browser.log_in(ALICE).await;
    let access_token = browser.access_token(ALICE).await;
    is_a_picture(&browser.get("/api/session/picture/me").await, "A");
    is_a_picture(&browser.get("/api/session/picture/1").await, "A");
    let refused = browser.get("/api/jwt/picture/me").await;
    assert_eq!(refused.refused(401).header("www-authenticate"), "Bearer error=\"invalid_token\"");
    is_a_picture(&browser.get_bearer("/api/jwt/picture/me", &access_token).await, "A");
}

// ASVS 8.2.2
#[tokio::test]
async fn only_the_own_picture_is_shown() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let access_token = browser.access_token(ALICE).await;
    for path in ["2", "0", "-1", "999999999999999999999", "you", "%00"] {
        browser.get(&format!("/api/session/picture/{path}")).await.refused(401);
        browser.get_bearer(&format!("/api/jwt/picture/{path}"), &access_token).await.refused(401);
    }
}

// ASVS 1.2.1
#[tokio::test]
async fn whatever_a_name_begins_with_is_text() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    for name in ["<script>", "&amp;", "\">", "李四", "🐇"] {
        assert_eq!(browser.put("/api/session/name", &json!({ "name": name })).await.status, 200);
        is_a_picture(&browser.get("/api/session/picture/me").await, name);
        let access_token = browser.access_token(ALICE).await;
        is_a_picture(&browser.get_bearer("/api/jwt/picture/me", &access_token).await, name);
    }
}
