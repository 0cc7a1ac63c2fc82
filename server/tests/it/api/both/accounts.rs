//! `/api/session/accounts` and `/api/jwt/accounts`: what only an admin may see (ASVS 8.2.1).

use authn::{NewAccount, PasswordHash};
use axum::http::Method;
use domain::{Email, Role, SandboxId, UserId};
use serde_json::json;

use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

const SESSION: &str = "/api/session/accounts";
const JWT: &str = "/api/jwt/accounts";
const ADMINS_ID: UserId = UserId(2);

#[tokio::test]
async fn an_admin_sees_every_account_of_the_sandbox_and_no_secret_of_it() {
    let house = TestHouse::open().await;
    let mut admin = Browser::new(&house);
    admin.log_in(ADMIN).await;
    let access_token = admin.access_token(ADMIN).await;
    for answer in [admin.get(SESSION).await, admin.get_bearer(JWT, &access_token).await] {
        let accounts = json!([
            { "id": 2, "name": "The Keeper", "email": "admin@example.test", "role": "admin" },
            { "id": 1, "name": "Alice Liddell", "email": "alice@example.test", "role": "user" },
        ]);
        assert_eq!((answer.status.as_u16(), answer.json()), (200, accounts));
        assert_eq!(answer.header("cache-control"), "no-store"); // ASVS 14.3.2
    }
}

#[tokio::test]
async fn nobody_else_does() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.get(SESSION).await.refused(401);
    let challenge = browser.get(JWT).await;
    assert_eq!(challenge.refused(401).header("www-authenticate"), "Bearer error=\"invalid_token\"");
    browser.log_in(ALICE).await;
    let access_token = browser.access_token(ALICE).await;
    for answer in [browser.get(SESSION).await, browser.get_bearer(JWT, &access_token).await] {
        assert_eq!(answer.refused(403).json(), json!({ "message": "Only an admin may see this." }));
        assert_eq!(answer.header("www-authenticate"), "", "another token would not help");
        assert!(answer.set_cookies().is_empty(), "she stays signed in");
    }
}

// ASVS 8.3.2: a change of role counts from the next request on. Claim T3: a token does not hear of it before `exp`.
#[tokio::test]
async fn a_demoted_admin_is_noticed_by_one_door() {
    let house = TestHouse::open().await;
    let mut admin = Browser::new(&house);
    admin.log_in(ADMIN).await;
    let pair = admin.log_in_jwt(ADMIN).await.json();
    let access_token = pair["access_token"].as_str().unwrap();
    assert_eq!(admin.get(SESSION).await.status, 200, "the positive control");

    assert!(house.house.store.set_role(ADMINS_ID, Role::User).await.unwrap());
    admin.get(SESSION).await.refused(403);
    assert_eq!(admin.profile().await.json()["role"], "user", "still signed in, as somebody else's equal");
    let stale = admin.get_bearer(JWT, access_token).await;
    assert_eq!(stale.status, 200);
    assert_eq!(stale.json()[0]["role"], "user", "the answer itself says that its reader may not have it");

    let next = admin.post("/api/jwt/refresh", &json!({ "refresh_token": pair["refresh_token"] })).await;
    let next = next.json()["access_token"].as_str().unwrap().to_owned();
    admin.get_bearer(JWT, &next).await.refused(403);
    assert_eq!(admin.get_bearer(JWT, access_token).await.status, 200, "the old one goes on until `exp`");
    house.clock.advance(900);
    admin.get_bearer(JWT, access_token).await.refused(401);

    assert!(house.house.store.set_role(ADMINS_ID, Role::Admin).await.unwrap());
    assert_eq!(admin.get(SESSION).await.status, 200, "a promotion is noticed as soon");
    assert!(!house.house.store.set_role(UserId(99), Role::Admin).await.unwrap(), "nobody is nobody");
}

#[tokio::test]
async fn an_admin_of_one_sandbox_sees_nobody_of_another() {
    let house = TestHouse::open().await;
    let mut own = Browser::new(&house);
    own.call(Method::POST, "/api/lab/sandboxes").await;
    own.post("/api/accounts", &json!({ "email": "x@y.z", "name": "X", "password": "only in here" })).await;
    own.log_in(ADMIN).await;
    let access_token = own.access_token(ADMIN).await;
    let mut admin = Browser::new(&house);
    admin.log_in(ADMIN).await;
    assert!(!admin.get(SESSION).await.text.contains("x@y.z"));
    // Without the lab's cookie the credential still stands for its own sandbox, not for the default one.
    let mut own_without = own.with_session(&own.session_cookie().unwrap());
    for answer in [
        own.get(SESSION).await,
        own.get_bearer(JWT, &access_token).await,
        own_without.get(SESSION).await,
        own_without.get_bearer(JWT, &access_token).await,
    ] {
        let accounts = answer.json();
        assert_eq!(accounts.as_array().unwrap().len(), 3, "{accounts}");
        assert!(answer.text.contains("x@y.z") && !answer.text.contains("\"id\":1,"), "{accounts}");
    }
}

#[tokio::test]
async fn the_list_has_an_end() {
    let house = TestHouse::open().await;
    let sandbox = SandboxId::default();
    let hash = PasswordHash::from_stored("nobody's".to_owned());
    for number in 0..120 {
        let email: Email = format!("somebody-{number}@example.test").parse().unwrap();
        let name = "Somebody".parse().unwrap();
        let account = NewAccount {
            sandbox: &sandbox,
            email: &email,
            name: &name,
            role: Role::User,
            password_hash: &hash,
        };
        assert!(house.house.store.create_account(account, 0).await.unwrap());
    }
    let mut admin = Browser::new(&house);
    admin.log_in(ADMIN).await;
    assert_eq!(admin.get(SESSION).await.json().as_array().unwrap().len(), 100);
}
