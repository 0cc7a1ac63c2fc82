//! Giving a token back (claims T4 and T6).

use serde_json::json;

use super::{access_token, log_in, other_spelling, post_bearer, profile, refresh, switch, text};
use crate::browser::Browser;
use crate::house::TestHouse;

#[tokio::test]
async fn without_a_denylist_a_copy_works_on() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let body = log_in(&mut browser).await;
    let token = text(&body["access_token"]);
    for path in ["logout", "logout-by-hash"] {
        let answer = post_bearer(&mut browser, path, &token).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "message": "Logged out" })));
        assert_eq!(profile(&mut browser, &token).await.status, 200);
    }
    assert_eq!(refresh(&mut browser, &body["refresh_token"]).await.status, 200);
    post_bearer(&mut browser, "logout", "x").await.refused(401);
}

#[tokio::test]
async fn with_one_it_does_not_under_either_verifier() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    switch(&mut browser, "denylist", true).await;
    for pinned in [false, true] {
        switch(&mut browser, "pinned-algorithm", pinned).await;
        let (body, another) = (log_in(&mut browser).await, access_token(&mut browser).await);
        let token = text(&body["access_token"]);
        assert_eq!(profile(&mut browser, &token).await.status, 200);
        assert_eq!(post_bearer(&mut browser, "logout", &token).await.status, 200);
        profile(&mut browser, &token).await.refused(401);
        post_bearer(&mut browser, "logout", &token).await.refused(401);
        refresh(&mut browser, &body["refresh_token"]).await.refused(401);
        assert_eq!(profile(&mut browser, &another).await.status, 200, "one device, not all of them");
        // Whoever switches it off has it back: what refuses is the look-up, and nothing in the token.
        switch(&mut browser, "denylist", false).await;
        assert_eq!(profile(&mut browser, &token).await.status, 200);
        switch(&mut browser, "denylist", true).await;
        profile(&mut browser, &token).await.refused(401);
    }
}

#[tokio::test]
async fn keyed_on_a_hash_of_the_text_it_misses_the_other_spelling_and_keyed_on_jti_it_does_not() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    switch(&mut browser, "denylist", true).await;
    for (path, status) in [("logout-by-hash", 200), ("logout", 401)] {
        let token = access_token(&mut browser).await;
        let other = other_spelling(&token);
        // The positive control: both spellings open the profile, until the token is given back.
        assert_eq!(profile(&mut browser, &other).await.status, 200, "{path}");
        assert_eq!(post_bearer(&mut browser, path, &token).await.status, 200, "{path}");
        profile(&mut browser, &token).await.refused(401);
        assert_eq!(profile(&mut browser, &other).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn denylists_are_a_sandboxs_own() {
    let house = TestHouse::open().await;
    let (mut here, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    elsewhere.post("/api/lab/sandboxes", &json!({})).await;
    switch(&mut here, "denylist", true).await;
    let (ours, theirs) = (access_token(&mut here).await, access_token(&mut elsewhere).await);
    for (browser, token, status) in [(&mut here, &ours, 401), (&mut elsewhere, &theirs, 200)] {
        assert_eq!(post_bearer(browser, "logout", token).await.status, 200);
        assert_eq!(profile(browser, token).await.status, status);
    }
}
