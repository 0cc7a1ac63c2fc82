//! `…/authorize`: every question that is refused, by name, and nothing issued.

use crate::browser::{Answer, Browser};
use crate::provider::{ALICE, CALLBACK, TestProvider};
use crate::relying_party::{CHALLENGE, question};

/// Asks with something otherwise, as somebody who is signed in: a code would come at once.
async fn asked(otherwise: &[(&str, &str)]) -> Answer {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    browser.sign_in(&question(&[]), ALICE).await;
    browser.get(&question(otherwise)).await
}

async fn sent_back(otherwise: &[(&str, &str)], error: &str) {
    let answer = asked(otherwise).await;
    assert!(answer.header("location").starts_with(&format!("{CALLBACK}?")), "{answer:?}");
    assert_eq!(answer.sent("error").as_deref(), Some(error), "{otherwise:?}");
    assert_eq!(answer.sent("state").as_deref(), Some("the state"));
    assert_eq!(answer.sent("iss").as_deref(), Some("http://idp.localhost:5000/realms/default"));
    for issued in ["code", "access_token", "id_token"] {
        assert_eq!(answer.sent(issued), None, "{otherwise:?}");
    }
    // Where the implicit flow would put a token.
    assert!(!answer.header("location").contains('#'), "{otherwise:?}");
}

async fn shown(otherwise: &[(&str, &str)]) {
    let answer = asked(otherwise).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""), "{otherwise:?}");
    assert!(answer.text.contains("This link does not work"), "{answer:?}");
}

// The positive control of all that follow.
#[tokio::test]
async fn a_question_with_everything_in_it_is_answered_with_a_code() {
    let answer = asked(&[]).await;
    assert!(answer.header("location").starts_with(&format!("{CALLBACK}?")), "{answer:?}");
    assert_eq!(answer.sent("code").unwrap().len(), 43);
    assert_eq!(answer.sent("state").as_deref(), Some("the state"));
    assert_eq!(answer.sent("iss").as_deref(), Some("http://idp.localhost:5000/realms/default"), "RFC 9207");
    assert_eq!(answer.sent("error"), None);
}

// ASVS 10.4.6
#[tokio::test]
async fn pkce_is_required() {
    sent_back(&[("code_challenge", ""), ("code_challenge_method", "")], "invalid_request").await;
}

#[tokio::test]
async fn plain_pkce_is_refused_said_or_meant() {
    sent_back(&[("code_challenge_method", "plain")], "invalid_request").await;
    // RFC 7636 §4.3: a missing method means `plain`.
    sent_back(&[("code_challenge_method", "")], "invalid_request").await;
}

#[tokio::test]
async fn a_challenge_that_is_no_hash_is_refused() {
    for challenge in ["short", &CHALLENGE.replace('-', "+"), &format!("{CHALLENGE}x")] {
        sent_back(&[("code_challenge", challenge)], "invalid_request").await;
    }
}

// ASVS 10.4.4
#[tokio::test]
async fn the_implicit_and_the_hybrid_flow_do_not_exist() {
    for response_type in ["token", "id_token", "id_token token", "code id_token", "code token"] {
        sent_back(&[("response_type", response_type)], "unsupported_response_type").await;
    }
    sent_back(&[("response_type", "")], "invalid_request").await;
    sent_back(&[("response_mode", "fragment")], "invalid_request").await;
}

// ASVS 10.4.1
#[tokio::test]
async fn a_redirect_uri_is_compared_character_by_character() {
    let elsewhere = [
        "/extra".to_owned(),
        "/".to_owned(),
        "?a=b".to_owned(),
        "#fragment".to_owned(),
        "/../evil".to_owned(),
        "%2f".to_owned(),
        ".evil.example".to_owned(),
    ];
    for suffix in elsewhere {
        shown(&[("redirect_uri", &format!("{CALLBACK}{suffix}"))]).await;
    }
    for uri in [
        "http://LOCALHOST:3000/sign-in/callback/idp",
        "http://127.0.0.1:3000/sign-in/callback/idp",
        "https://localhost:3000/sign-in/callback/idp",
        "http://localhost:3000@evil.example/sign-in/callback/idp",
        "http://evil.example/?http://localhost:3000/sign-in/callback/idp",
        "http://notes.localhost:6000/callback",
        "javascript:alert(1)",
        "",
    ] {
        shown(&[("redirect_uri", uri)]).await;
    }
}

#[tokio::test]
async fn a_client_that_nobody_registered_is_shown_and_never_redirected() {
    shown(&[("client_id", "nobody")]).await;
    shown(&[("client_id", "")]).await;
    shown(&[("client_id", "TWO-DOORS")]).await;
}

#[tokio::test]
async fn a_parameter_that_comes_twice_is_nobodys() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    browser.sign_in(&question(&[]), ALICE).await;
    let twice = |parameter: &str| format!("{}&{parameter}", question(&[]));
    for shown in ["client_id=notes", "redirect_uri=http%3A%2F%2Fevil.example"] {
        assert_eq!(browser.get(&twice(shown)).await.status, 400, "{shown}");
    }
    for sent_back in ["nonce=other", "scope=openid", "code_challenge_method=plain"] {
        let answer = browser.get(&twice(sent_back)).await;
        assert_eq!(answer.sent("error").as_deref(), Some("invalid_request"), "{sent_back}");
    }
    // Which of two states is the client's is as unclear.
    assert_eq!(browser.get(&twice("state=other")).await.sent("state"), None);
}

#[tokio::test]
async fn a_scope_without_openid_is_refused_and_unknown_ones_are_ignored() {
    sent_back(&[("scope", "profile")], "invalid_scope").await;
    sent_back(&[("scope", "")], "invalid_scope").await;
    assert!(asked(&[("scope", "openid offline_access wine")]).await.sent("code").is_some());
}

#[tokio::test]
async fn request_objects_are_refused_by_their_own_names() {
    sent_back(&[("request", "eyJ")], "request_not_supported").await;
    sent_back(&[("request_uri", "https://client.example/request")], "request_uri_not_supported").await;
    sent_back(&[("registration", "{}")], "registration_not_supported").await;
}

#[tokio::test]
async fn a_question_may_come_as_a_form() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let page =
        browser.post_from("cross-site", "/realms/default/authorize", &crate::relying_party::QUESTION).await;
    assert_eq!(page.status, 200, "OpenID Connect Core §3.1.2.1");
    assert!(browser.fill_in(&page, ALICE).await.sent("code").is_some());
}
