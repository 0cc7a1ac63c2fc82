//! The second client asks nothing, unless it wants to.

use crate::browser::Browser;
use crate::provider::{ADMIN, ALICE, NOTES_CALLBACK, TestProvider};
use crate::relying_party::{RelyingParty, notes_question, question, text, tokens};

const HOUR: i64 = 60 * 60;

#[tokio::test]
async fn whoever_is_signed_in_is_not_asked_again() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    tokens(&provider, &mut browser).await;
    let hashed = provider.provider.hashed();
    let answer = browser.get(&notes_question(&[])).await;
    assert!(answer.header("location").starts_with(NOTES_CALLBACK));
    assert!(RelyingParty::notes(&provider).redeem(&answer.sent("code").unwrap()).await.status == 200);
    assert_eq!(provider.provider.hashed(), hashed, "and no password was looked at");
}

#[tokio::test]
async fn prompt_none_never_asks() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let silent = question(&[("prompt", "none")]);
    assert_eq!(browser.get(&silent).await.sent("error").as_deref(), Some("login_required"));
    tokens(&provider, &mut browser).await;
    assert!(browser.get(&silent).await.sent("code").is_some());
    let both = question(&[("prompt", "none login")]);
    assert_eq!(browser.get(&both).await.sent("error").as_deref(), Some("invalid_request"));
}

// ASVS 7.2.4
#[tokio::test]
async fn prompt_login_asks_again_and_the_session_goes_on_under_another_id() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let first = tokens(&provider, &mut browser).await;
    let old = browser.cookies["__Host-idp_session"].clone();
    let page = browser.get(&question(&[("prompt", "login")])).await;
    assert_eq!(page.status, 200);
    let code = browser.fill_in(&page, ALICE).await.sent("code").unwrap();
    let second = RelyingParty::two_doors(&provider).redeem(&code).await.json();
    assert_ne!(browser.cookies["__Host-idp_session"], old);
    assert_eq!(sid(&first), sid(&second), "its clients know it by the same name");

    let mut thief = Browser::new(&provider);
    thief.cookies.insert("__Host-idp_session".to_owned(), old);
    assert_eq!(thief.get(&question(&[])).await.status, 200, "the old id is dead");
}

#[tokio::test]
async fn somebody_else_in_the_same_browser_ends_the_first_ones_session() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let alices = tokens(&provider, &mut browser).await;
    let page = browser.get(&question(&[("prompt", "login")])).await;
    assert!(browser.fill_in(&page, ADMIN).await.sent("code").is_some());
    let client = RelyingParty::two_doors(&provider);
    assert_eq!(client.userinfo(text(&alices, "access_token")).await.status, 401);
}

#[tokio::test]
async fn max_age_asks_those_who_signed_in_too_long_ago() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    tokens(&provider, &mut browser).await;
    provider.clock.advance(100);
    assert!(browser.get(&question(&[("max_age", "100")])).await.sent("code").is_some());
    assert_eq!(browser.get(&question(&[("max_age", "99")])).await.status, 200);
    let silent = question(&[("max_age", "99"), ("prompt", "none")]);
    assert_eq!(browser.get(&silent).await.sent("error").as_deref(), Some("login_required"));
    let nonsense = browser.get(&question(&[("max_age", "-1")])).await;
    assert_eq!(nonsense.sent("error").as_deref(), Some("invalid_request"));
}

// ASVS 7.3.1, 7.3.2
#[tokio::test]
async fn a_session_ends_when_it_is_left_alone_and_when_it_is_old() {
    let provider = TestProvider::open().await;
    let (mut left, mut used) = (Browser::new(&provider), Browser::new(&provider));
    tokens(&provider, &mut left).await;
    tokens(&provider, &mut used).await;
    provider.clock.advance(HOUR / 2 - 1);
    assert_eq!(used.get(&question(&[])).await.status, 303);
    provider.clock.advance(1);
    assert_eq!(left.get(&question(&[])).await.status, 200);
    for _ in 0..46 {
        assert_eq!(used.get(&question(&[])).await.status, 303);
        provider.clock.advance(HOUR / 4);
    }
    provider.clock.advance(HOUR / 4);
    assert_eq!(used.get(&question(&[])).await.status, 200, "twelve hours have passed");
}

fn sid(tokens: &serde_json::Value) -> String {
    crate::keys::claims(text(tokens, "id_token"))["sid"].as_str().unwrap().to_owned()
}
