//! `/api/session/export` and `/api/jwt/export`: what a download link points at.

use serde_json::json;

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

// Claim T7: a link carries the cookie, and no header.
#[tokio::test]
async fn a_link_downloads_ones_own_data_at_one_door() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.get("/api/session/export").await.refused(401);
    browser.log_in(ALICE).await;
    let access_token = browser.access_token(ALICE).await;
    let refused = browser.get("/api/jwt/export").await;
    assert_eq!(refused.refused(401).header("www-authenticate"), "Bearer error=\"invalid_token\"");
    assert_eq!(refused.header("content-disposition"), "", "a refusal is nothing to keep");
    let by_hand = browser.get_bearer("/api/jwt/export", &access_token).await;
    for answer in [browser.get("/api/session/export").await, by_hand] {
        let alice =
            json!({ "id": 1, "name": "Alice Liddell", "email": "alice@example.test", "role": "user" });
        assert_eq!((answer.status.as_u16(), answer.json()), (200, alice));
        assert_eq!(answer.header("content-type"), "application/json");
        // ASVS 5.4.1
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"my-account.json\"");
        assert_eq!(answer.header("cache-control"), "no-store"); // ASVS 14.3.2
    }
}
