//! Each realm is an issuer of its own, and nobody of one is anybody in another.

use crate::browser::Browser;
use crate::provider::{ALICE, TestProvider};
use crate::relying_party::{question, question_in};

const REALM: &str = "0123456789abcdefghijkl";

#[tokio::test]
async fn an_unknown_realm_is_not_found_anywhere() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    for realm in [REALM, "nobodys", "..", "default%00"] {
        for page in [".well-known/openid-configuration", "jwks", "authorize", "userinfo", "logout"] {
            assert_eq!(browser.get(&format!("/realms/{realm}/{page}")).await.status, 404, "{realm}/{page}");
        }
        for page in ["token", "sign-in", "logout/confirm"] {
            assert_eq!(
                browser.post(&format!("/realms/{realm}/{page}"), &[]).await.status,
                404,
                "{realm}/{page}"
            );
        }
    }
}

#[tokio::test]
async fn a_session_of_one_realm_is_nobodys_in_another() {
    let provider = TestProvider::open().await;
    provider.provider.ensure_realm(&REALM.parse().unwrap()).await.unwrap();
    let mut browser = Browser::new(&provider);
    assert_eq!(browser.sign_in(&question(&[]), ALICE).await.status, 303);
    let elsewhere = question_in(REALM, &[]);
    assert_eq!(browser.get(&elsewhere).await.status, 200);
    let answer = browser.sign_in(&elsewhere, ALICE).await;
    assert_eq!(answer.sent("iss"), Some(format!("http://idp.localhost:5000/realms/{REALM}")));
}
