//! `…/logout`: signing out once, for every client; and nobody by somebody else's link.

use axum::body::Body;
use axum::http::Request;

use crate::browser::{Answer, Browser};
use crate::provider::TestProvider;
use crate::relying_party::{RelyingParty, question, refused, text, tokens};

const HOME: &str = "http://localhost:3000/";

fn logout(parameters: &[(&str, &str)]) -> String {
    format!("/realms/default/logout?{}", serde_urlencoded::to_string(parameters).unwrap())
}

async fn signed_in(browser: &mut Browser) -> bool {
    browser.get(&question(&[])).await.status == 303
}

#[tokio::test]
async fn with_its_id_token_a_client_signs_the_user_out_at_once() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    let cookie = browser.cookies["__Host-idp_session"].clone();
    let question =
        [("id_token_hint", text(&bought, "id_token")), ("post_logout_redirect_uri", HOME), ("state", "back")];
    let answer = browser.get(&logout(&question)).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (303, "http://localhost:3000/?state=back")
    );
    assert_eq!(answer.header("clear-site-data"), "\"cache\"", "ASVS 14.3.1");
    assert!(!browser.cookies.contains_key("__Host-idp_session"));

    // ASVS 7.4.1: a copy of the cookie opens nothing, and neither does anything that it bought.
    let mut copy = Browser::new(&provider);
    copy.cookies.insert("__Host-idp_session".to_owned(), cookie);
    assert!(!signed_in(&mut copy).await);
    let client = RelyingParty::two_doors(&provider);
    assert_eq!(client.userinfo(text(&bought, "access_token")).await.status, 401);
    refused(&client.renew(text(&bought, "refresh_token")).await, 400, "invalid_grant");
}

#[tokio::test]
async fn an_id_token_that_has_expired_is_as_good() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    provider.clock.advance(1_000);
    let answer = browser.get(&logout(&[("id_token_hint", text(&bought, "id_token"))])).await;
    assert!(answer.text.contains("You are signed out"), "{answer:?}");
    assert!(!signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_code_that_is_on_its_way_dies_too() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    let code = browser.get(&question(&[])).await.sent("code").unwrap();
    browser.get(&logout(&[("id_token_hint", text(&bought, "id_token"))])).await;
    refused(&RelyingParty::two_doors(&provider).redeem(&code).await, 400, "invalid_grant");
}

async fn asks(browser: &mut Browser, parameters: &[(&str, &str)]) -> Answer {
    let answer = browser.get(&logout(parameters)).await;
    assert!(answer.status == 200 && answer.text.contains("Sign out?"), "{answer:?}");
    assert!(signed_in(browser).await, "a link alone signs nobody out");
    answer
}

#[tokio::test]
async fn without_a_good_id_token_the_user_is_asked() {
    let provider = TestProvider::open().await;
    let (mut browser, mut other) = (Browser::new(&provider), Browser::new(&provider));
    let bought = tokens(&provider, &mut browser).await;
    let others = tokens(&provider, &mut other).await;
    let broken = text(&bought, "id_token").replace('.', ".e");
    for hint in ["", "nonsense", &broken, text(&others, "id_token")] {
        asks(&mut browser, &[("id_token_hint", hint)]).await;
    }
    let page = asks(&mut browser, &[("client_id", "two-doors"), ("post_logout_redirect_uri", HOME)]).await;
    assert!(page.header("content-security-policy").contains("form-action 'self' http://localhost:3000;"));
    let (action, anti_forgery) = page.form();
    // Another site's page, and a form without what ours holds.
    let forged = browser.post_from("cross-site", &action, &[("anti_forgery", &anti_forgery)]).await;
    assert_eq!(forged.status, 403);
    browser.post(&action, &[]).await;
    assert!(signed_in(&mut browser).await);
    let answer = browser.post(&action, &[("anti_forgery", &anti_forgery)]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, HOME));
    assert!(!signed_in(&mut browser).await);
}

// ASVS 3.7.2
#[tokio::test]
async fn nobody_is_sent_to_an_address_that_was_not_registered() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    let id_token = text(&bought, "id_token");
    for address in ["http://localhost:3000/extra", "http://localhost:3000", "http://evil.example/"] {
        for who in [("id_token_hint", id_token), ("client_id", "two-doors"), ("client_id", "nobody")] {
            let answer = browser.get(&logout(&[who, ("post_logout_redirect_uri", address)])).await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""), "{address}");
        }
    }
    let answer = browser.get(&logout(&[("post_logout_redirect_uri", HOME)])).await;
    assert_eq!(answer.status, 400, "nobody's address");
    assert!(signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_post_of_another_site_brings_no_cookie_and_the_id_token_says_which_session() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    let form = serde_urlencoded::to_string([("id_token_hint", text(&bought, "id_token"))]).unwrap();
    let request = Request::post("/realms/default/logout")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site");
    let answer = Browser::new(&provider).send(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(answer.status, 200);
    assert!(!signed_in(&mut browser).await);
}
