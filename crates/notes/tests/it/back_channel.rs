//! The provider's server says that a session has ended. Each check of the logout token has a test of its own where it is made
//! (`authn::relying_party`); here is that they are asked, and what follows.

use crate::browser::Browser;
use crate::town::{ADMIN, ALICE, Town};

/// Signs out at the provider itself, as a user does who goes there.
async fn sign_out_at_provider(town: &Town, browser: &mut Browser<'_>) {
    let question = browser.open(&town.idp("/realms/default/logout")).await;
    let done = browser.confirm(&question).await;
    assert!(done.text.contains("You are signed out"), "{}", done.text);
}

#[tokio::test]
async fn the_end_of_the_providers_session_is_the_end_of_ours() {
    let town = Town::open().await;
    let (mut browser, mut phone) = (Browser::new(&town), Browser::new(&town));
    let mut admin = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    phone.sign_in("default", ALICE).await;
    admin.sign_in("default", ADMIN).await;
    let mut copy = browser.copy();
    assert_eq!(copy.profile("default").await.status, 200, "the control");

    sign_out_at_provider(&town, &mut browser).await;

    assert!(browser.session().is_some(), "nobody took the cookie away");
    assert_eq!(browser.profile("default").await.status, 401);
    assert_eq!(copy.profile("default").await.status, 401);
    assert_eq!(phone.profile("default").await.status, 200, "that was another session of hers");
    assert_eq!(admin.profile("default").await.status, 200);
    // And in again, in a session of the provider's that has another name.
    browser.sign_in("default", ALICE).await;
    assert_eq!(browser.profile("default").await.status, 200);
}

#[tokio::test]
async fn what_is_no_logout_token_of_the_provider_ends_nothing() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    let profile = browser.profile("default").await.json();
    let issuer = profile["issuer"].as_str().unwrap();
    let forged = |issuer: &str| {
        let claims = serde_json::json!({
            "iss": issuer, "aud": "notes", "sub": "ready-alice", "iat": 1_800_000_000, "exp": 1_800_000_120, "jti": "j",
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        let mut header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
        header.typ = Some("logout+jwt".to_owned());
        jsonwebtoken::encode(&header, &claims, &jsonwebtoken::EncodingKey::from_secret(b"notes")).unwrap()
    };
    let (ours, theirs) = (forged(issuer), forged("http://idp.localhost:1/realms/default"));
    for body in
        [&[("logout_token", ours.as_str())], &[("logout_token", theirs.as_str())], &[("logout_token", "x")]]
    {
        let answer = Browser::new(&town).post(&town.notes("/backchannel-logout"), body).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (400, &"invalid_request".into()));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let nothing = Browser::new(&town).post(&town.notes("/backchannel-logout"), &[]).await;
    assert_eq!(nothing.status, 400);
    assert_eq!(browser.profile("default").await.status, 200);
}

#[tokio::test]
async fn no_page_can_send_one() {
    let town = Town::open().await;
    let url = town.notes("/backchannel-logout").parse().unwrap();
    let form: &[(&str, &str)] = &[("logout_token", "x")];
    let answer = Browser::new(&town).send(reqwest::Method::POST, &url, ("cross-site", Some(form))).await;
    assert_eq!(answer.status, 403);
}
