//! `/api/session/name` and `/api/jwt/name`.

use domain::UserId;
use serde_json::{Value, json};

use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

const SESSION: &str = "/api/session/name";
const JWT: &str = "/api/jwt/name";

fn alice(name: &str) -> Value {
    json!({ "id": 1, "name": name, "email": "alice@example.test", "role": "user" })
}

#[tokio::test]
async fn the_session_door_says_the_new_name_at_once_everywhere() {
    let house = TestHouse::open().await;
    let (mut here, mut elsewhere, mut admin) =
        (Browser::new(&house), Browser::new(&house), Browser::new(&house));
    here.log_in(ALICE).await;
    elsewhere.log_in(ALICE).await;
    admin.log_in(ADMIN).await;
    let cookie = here.session_cookie();

    let answer = here.put(SESSION, &json!({ "name": "  Alice P. Liddell " })).await;
    assert_eq!((answer.status.as_u16(), answer.json()), (200, alice("Alice P. Liddell")));
    assert_eq!(elsewhere.profile().await.json(), alice("Alice P. Liddell"));
    assert!(here.get("/account").await.text.contains("Alice P. Liddell"));
    assert_eq!(here.session_cookie(), cookie, "a name protects nothing: nobody is signed out over it");
    assert_eq!(admin.profile().await.json()["name"], "The Keeper", "nobody else is renamed");
}

// Claim T3: the row says one thing, the token another, until it is refreshed.
#[tokio::test]
async fn the_token_door_says_the_old_name_until_the_refresh() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let pair = browser.log_in_jwt(ALICE).await.json();
    let access_token = pair["access_token"].as_str().unwrap();

    let answer = browser.put_bearer(JWT, access_token, &json!({ "name": "Mad Hatter" })).await;
    assert_eq!((answer.status.as_u16(), answer.json()), (200, alice("Mad Hatter")));
    assert_eq!(browser.profile_jwt(access_token).await.json(), alice("Alice Liddell"));

    let next = browser.post("/api/jwt/refresh", &json!({ "refresh_token": pair["refresh_token"] })).await;
    let access_token = next.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(browser.profile_jwt(&access_token).await.json(), alice("Mad Hatter"));
    browser.log_in(ALICE).await;
    assert_eq!(browser.profile().await.json(), alice("Mad Hatter"), "it is one house");
}

#[tokio::test]
async fn whoever_is_signed_out_renames_nobody() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let name = json!({ "name": "Mallory" });
    for answer in [browser.put(JWT, &name).await, browser.put_bearer(JWT, "x", &name).await] {
        assert_eq!(answer.refused(401).header("www-authenticate"), "Bearer error=\"invalid_token\"");
    }
    browser.put(SESSION, &name).await.refused(401);
    browser.log_in(ALICE).await;
    browser.put(JWT, &name).await.refused(401);
    assert_eq!(browser.profile().await.json(), alice("Alice Liddell"), "the cookie is no good at that door");
}

#[tokio::test]
async fn a_disabled_account_is_renamed_at_neither_door() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let access_token = browser.access_token(ALICE).await;
    house.house.store.disable_user(UserId(1), 1_800_000_000).await.unwrap();
    let name = json!({ "name": "Mallory" });
    browser.put(SESSION, &name).await.refused(401);
    browser.put_bearer(JWT, &access_token, &name).await.refused(401);
    assert_eq!(browser.profile_jwt(&access_token).await.status, 200, "reading goes on: claim T2");
}

#[tokio::test]
async fn a_bad_name_is_refused_with_the_reason() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let access_token = browser.access_token(ALICE).await;
    for (name, message) in [
        ("", "Enter a name."),
        (" \t", "Enter a name."),
        (&*"x".repeat(81), "A name has at most 80 characters."),
        ("a\u{1b}[2J", "A name has no control characters."),
    ] {
        let body = json!({ "name": name });
        for answer in [browser.put(SESSION, &body).await, browser.put_bearer(JWT, &access_token, &body).await]
        {
            assert_eq!(answer.refused(422).json()["message"], message, "{name:?}");
        }
    }
    assert_eq!(browser.profile().await.json(), alice("Alice Liddell"));
}
