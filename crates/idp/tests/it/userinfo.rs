//! `…/userinfo`: what an access token lets a client know, for five minutes.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::browser::Browser;
use crate::provider::{ALICE, TestProvider};
use crate::relying_party::{RelyingParty, question, text, tokens};

#[tokio::test]
async fn it_tells_what_the_scope_covers() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let client = RelyingParty::two_doors(&provider);
    let everything = tokens(&provider, &mut browser).await;
    let user = client.userinfo(text(&everything, "access_token")).await.json();
    let alice =
        json!({ "sub": "ready-alice", "name": "Alice Liddell", "email": ALICE.0, "email_verified": false });
    assert_eq!(user, alice);
    let code = browser.get(&question(&[("scope", "openid")])).await.sent("code").unwrap();
    let little = client.redeem(&code).await.json();
    let user = client.userinfo(text(&little, "access_token")).await.json();
    assert_eq!(user, json!({ "sub": "ready-alice" }));
}

// RFC 6750 §3
#[tokio::test]
async fn without_a_good_access_token_it_tells_nothing() {
    let provider = TestProvider::open().await;
    let bought = tokens(&provider, &mut Browser::new(&provider)).await;
    let client = RelyingParty::two_doors(&provider);
    for wrong in ["", "wrong", text(&bought, "id_token"), text(&bought, "refresh_token")] {
        let answer = client.userinfo(wrong).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (401, ""));
        assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
    }
    let none = Request::get("/realms/default/userinfo").body(Body::empty()).unwrap();
    let answer = Browser::new(&provider).send(none).await;
    assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Bearer"));
}

#[tokio::test]
async fn an_access_token_is_dead_after_five_minutes() {
    let provider = TestProvider::open().await;
    let bought = tokens(&provider, &mut Browser::new(&provider)).await;
    let client = RelyingParty::two_doors(&provider);
    provider.clock.advance(299);
    assert_eq!(client.userinfo(text(&bought, "access_token")).await.status, 200);
    provider.clock.advance(1);
    assert_eq!(client.userinfo(text(&bought, "access_token")).await.status, 401);
}

#[tokio::test]
async fn an_access_token_opens_its_own_realm_alone() {
    let provider = TestProvider::open().await;
    let realm = "0123456789abcdefghijkl".parse().unwrap();
    provider.provider.ensure_realm(&realm).await.unwrap();
    let bought = tokens(&provider, &mut Browser::new(&provider)).await;
    let request = Request::get(format!("/realms/{realm}/userinfo"))
        .header("authorization", format!("Bearer {}", text(&bought, "access_token")));
    let answer = Browser::new(&provider).send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 401);
}
