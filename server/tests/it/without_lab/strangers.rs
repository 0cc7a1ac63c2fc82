//! Whom a lab would let in is a stranger here: the ready accounts, whose passwords everybody knows, and the people of a sandbox.

use domain::SandboxId;
use serde_json::json;

use super::open;
use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

#[tokio::test]
async fn nobody_signs_in_with_a_password_that_everybody_knows() {
    let (house, lab) = (open().await, TestHouse::open().await);
    assert!(house.house.store.accounts(&SandboxId::default(), 100).await.unwrap().is_empty());
    for ready in [ALICE, ADMIN] {
        assert_eq!(Browser::new(&lab).log_in(ready).await.status, 200, "the control");
        Browser::new(&house).log_in(ready).await.refused(401);
    }
}

#[tokio::test]
async fn a_cookie_for_a_sandbox_is_not_looked_at() {
    let (house, lab) = (open().await, TestHouse::open().await);
    for (place, status) in [(&lab, 200), (&house, 401)] {
        // As if one had been left behind: with the lab it is there to be lived in.
        let sandbox = authn::create_sandbox(&place.house).await.unwrap();
        let mut browser = Browser::new(place);
        browser.cookies.push(("__Host-sandbox".to_owned(), sandbox.to_string()));
        assert_eq!(browser.log_in(ALICE).await.status, status);
        let account =
            json!({ "email": "dinah@example.test", "name": "Dinah", "password": "a cat of few words" });
        assert_eq!(browser.post("/api/accounts", &account).await.status, 202);
        let in_it = place.house.store.accounts(&sandbox, 100).await.unwrap().len();
        assert_eq!(in_it, if status == 200 { 3 } else { 2 }, "she lives where the browser is");
    }
}

#[tokio::test]
async fn nothing_is_signed_with_a_key_for_there_is_none() {
    let house = open().await;
    assert!(house.house.signing_key().is_err());
    assert!(house.rooms.lab.is_none(), "and nobody records what goes over the wire");
    let login = json!({ "email": ALICE.0, "password": ALICE.1 });
    Browser::new(&house).post("/api/jwt/login", &login).await.refused(404);
    assert_eq!(Browser::new(&house).get("/.well-known/jwks.json").await.status, 404);
}
