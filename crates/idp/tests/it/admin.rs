//! What the owner asks for, with the shared secret.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::browser::{Answer, Browser};
use crate::provider::{ALICE, TestProvider};
use crate::relying_party::{RelyingParty, question, question_in, refused, text, tokens};

const REALM: &str = "/realms/0123456789abcdefghijkl";

async fn owner(provider: &TestProvider, method: &str, path: &str, body: &str) -> Answer {
    send(provider, method, path, Some(provider.admin_secret.expose()), body).await
}

async fn send(provider: &TestProvider, method: &str, path: &str, secret: Option<&str>, body: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    if let Some(secret) = secret {
        request = request.header("authorization", format!("Bearer {secret}"));
    }
    Browser::new(provider).send(request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn a_realm_is_made_once_with_the_ready_accounts() {
    let provider = TestProvider::open().await;
    assert_eq!(owner(&provider, "PUT", REALM, "").await.status, 201);
    assert_eq!(owner(&provider, "PUT", REALM, "").await.status, 204);
    assert_eq!(
        owner(&provider, "PUT", "/realms/default", "").await.status,
        204,
        "it is there from the start"
    );
    assert_eq!(owner(&provider, "PUT", "/realms/no-such-name", "").await.status, 404);
    let asked = question_in("0123456789abcdefghijkl", &[]);
    assert_eq!(Browser::new(&provider).sign_in(&asked, ALICE).await.status, 303);
}

#[tokio::test]
async fn a_realm_that_begins_anew_has_the_ready_accounts_and_nobody_signed_in() {
    let provider = TestProvider::open().await;
    let bob = ("bob@example.test", "builds his own houses");
    let account = json!({ "email": bob.0, "name": "Bob", "password": bob.1 }).to_string();
    assert_eq!(owner(&provider, "POST", "/realms/default/users", &account).await.status, 201);
    let mut browser = Browser::new(&provider);
    let tokens = tokens(&provider, &mut browser).await;
    assert_eq!(browser.get(&question(&[])).await.status, 303, "the control: signed in");

    assert_eq!(owner(&provider, "POST", "/realms/default/reset", "").await.status, 204);
    assert_eq!(browser.get(&question(&[])).await.status, 200, "a form");
    let client = RelyingParty::two_doors(&provider);
    assert_eq!(client.userinfo(text(&tokens, "access_token")).await.status, 401);
    refused(&client.renew(text(&tokens, "refresh_token")).await, 400, "invalid_grant");
    assert_eq!(Browser::new(&provider).sign_in(&question(&[]), bob).await.status, 401);
    assert_eq!(Browser::new(&provider).sign_in(&question(&[]), ALICE).await.status, 303);
    assert_eq!(
        owner(&provider, "POST", &format!("{REALM}/reset"), "").await.status,
        404,
        "none is made by it"
    );
}

#[tokio::test]
async fn nobody_else_may() {
    let provider = TestProvider::open().await;
    let calls = [
        ("PUT", REALM),
        ("POST", "/realms/default/reset"),
        ("POST", "/realms/default/users"),
        ("POST", "/signing-keys"),
    ];
    for (method, path) in calls {
        for secret in [None, Some("wrong"), Some(""), Some(provider.secret.expose())] {
            let answer = send(&provider, method, path, secret, "{}").await;
            assert_eq!(
                (answer.status.as_u16(), answer.header("www-authenticate")),
                (401, "Bearer"),
                "{path}"
            );
        }
    }
    assert_eq!(Browser::new(&provider).get(&format!("{REALM}/jwks")).await.status, 404);
}

#[tokio::test]
async fn an_account_that_is_added_has_a_subject_that_nobody_can_guess() {
    let provider = TestProvider::open().await;
    let bob = ("bob@example.test", "builds his own houses");
    let account = json!({ "email": bob.0, "name": "Bob", "password": bob.1 }).to_string();
    assert_eq!(owner(&provider, "POST", "/realms/default/users", &account).await.status, 201);
    assert_eq!(owner(&provider, "POST", "/realms/default/users", &account).await.status, 409);
    let code = Browser::new(&provider).sign_in(&question(&[]), bob).await.sent("code").unwrap();
    let bought = RelyingParty::two_doors(&provider).redeem(&code).await.json();
    let subject = crate::keys::claims(text(&bought, "id_token"))["sub"].clone();
    assert_eq!(subject.as_str().unwrap().len(), 22);
    for refused in [("password", "password123"), ("password", "short"), ("email", "nobody"), ("name", "")] {
        let mut account = json!({ "email": "c@example.test", "name": "C", "password": bob.1 });
        account[refused.0] = json!(refused.1);
        let answer = owner(&provider, "POST", "/realms/default/users", &account.to_string()).await;
        assert_eq!(answer.status, 422, "{refused:?}");
    }
}
