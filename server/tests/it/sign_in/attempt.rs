//! Answers that belong to nobody's attempt, to somebody else's, or come too late (RFC 6749 §10.12, RFC 9700 §4.4, RFC
//! 9207; ASVS 10.2.1).

use authn::Clock as _;
use authn::relying_party::AttemptSecret;
use serde_json::json;

use super::hostile_provider::HostileProvider;
use super::{begin, come_back, house_beside, nothing_happened};
use crate::browser::{ALICE, Answer, Browser};
use crate::house::TestHouse;

#[tokio::test]
async fn an_answer_that_is_not_this_browsers_own_is_refused() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let iss = provider.issuer.as_str();
    let mut stranger = Browser::new(&house);
    let strangers = begin(&mut stranger, "hostile").await;

    let mut nobody = Browser::new(&house);
    let answer = [("code", "any"), ("state", strangers.state.as_str()), ("iss", iss)];
    let answered = come_back(&mut nobody, "hostile", &answer).await;
    assert_eq!(answered.status, 400, "login CSRF: a browser that began nothing");
    nothing_happened(&house, &mut nobody, &answered, iss).await;

    let mut browser = Browser::new(&house);
    begin(&mut browser, "hostile").await;
    let answered = come_back(&mut browser, "hostile", &answer).await;
    assert_eq!(answered.status, 400, "login CSRF: a browser that began another");
    nothing_happened(&house, &mut browser, &answered, iss).await;
}

#[tokio::test]
async fn an_answer_must_come_from_the_provider_that_was_asked() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    for iss in [None, Some("https://honest.example")] {
        let mut browser = Browser::new(&house);
        let asked = begin(&mut browser, "hostile").await;
        let mut answer = vec![("code", "any"), ("state", asked.state.as_str())];
        answer.extend(iss.map(|iss| ("iss", iss)));
        let answered = come_back(&mut browser, "hostile", &answer).await;
        assert_eq!(answered.status, 400, "{iss:?}");
        nothing_happened(&house, &mut browser, &answered, &provider.issuer).await;
    }
    let mut browser = Browser::new(&house);
    let asked = begin(&mut browser, "hostile").await;
    let answered =
        come_back(&mut browser, "closed", &[("code", "any"), ("state", asked.state.as_str())]).await;
    assert_eq!(answered.status, 400, "another provider's callback");
}

#[tokio::test]
async fn an_attempt_is_over_after_ten_minutes_or_one_answer() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let iss = provider.issuer.as_str();
    for (seconds, status) in [(599, 403), (600, 400)] {
        let mut browser = Browser::new(&house);
        let asked = begin(&mut browser, "hostile").await;
        house.clock.advance(seconds);
        let answer = [("error", "access_denied"), ("state", asked.state.as_str()), ("iss", iss)];
        let cookies = browser.cookies.clone();
        let answered = come_back(&mut browser, "hostile", &answer).await;
        assert_eq!(answered.status, status, "after {seconds} s");
        // The cookie is gone; whoever kept a copy of it finds the row gone as well.
        assert_eq!(browser.cookie("__Host-sign-in"), None);
        browser.cookies = cookies;
        assert_eq!(come_back(&mut browser, "hostile", &answer).await.status, 400, "a second time");
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_503_and_one_that_nobody_knows_404() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = Browser::new(&house);
    let down = browser.post_form("/sign-in/closed", "").await;
    assert_eq!((down.status.as_u16(), down.header("retry-after")), (503, "60"));
    assert!(down.text.contains("does not answer") && browser.cookies.is_empty());
    assert_eq!(browser.post_form("/sign-in/nobody", "").await.status, 404);
    assert_eq!(browser.get("/sign-in/nobody/callback?code=a&state=b").await.status, 404);
}

// ASVS 3.5.1
#[tokio::test]
async fn nothing_begins_by_a_link_or_from_another_site() {
    use axum::body::Body;
    use axum::http::Request;

    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = Browser::new(&house);
    assert_eq!(browser.get("/sign-in/hostile").await.status, 303, "back to the form");
    for path in ["/sign-in/hostile", "/account/providers/hostile/link", "/account/identities/unlink"] {
        let form = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site");
        assert_eq!(
            browser.send(form.body(Body::from("issuer=a&subject=b")).unwrap()).await.status,
            403,
            "{path}"
        );
    }
    assert!(browser.cookies.is_empty());
}

// ASVS 10.2.1: an open redirect would carry a victim from our address to the attacker's.
#[tokio::test]
async fn the_way_back_is_a_page_of_ours() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    for return_to in ["https://attacker.test", "//attacker.test", "/account/../evil", "/wall", ""] {
        let mut browser = Browser::new(&house);
        let form = serde_urlencoded::to_string([("return_to", return_to)]).unwrap();
        browser.post_form("/sign-in/hostile", &form).await;
        let answered = come_back_as(&house, &provider, &mut browser).await;
        assert_eq!(answered.header("location"), "/account", "{return_to:?}: {}", answered.text);
    }
}

// The same work, and no: an account without a password cannot be guessed at, nor told from one that has one.
#[tokio::test]
async fn no_password_opens_an_account_that_has_none() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = Browser::new(&house);
    begin(&mut browser, "hostile").await;
    assert_eq!(come_back_as(&house, &provider, &mut browser).await.status, 303);

    let mut guesser = Browser::new(&house);
    for password in ["a guess", "s@provider.test"] {
        let before = house.house.passwords.hashed();
        guesser.log_in(("s@provider.test", password)).await.refused(401);
        assert_eq!(house.house.passwords.hashed() - before, 1, "as for everybody");
    }
    assert_eq!(guesser.log_in(ALICE).await.status, 200, "the control");
}

// The same person of the provider has an account of their own in every sandbox.
#[tokio::test]
async fn a_link_belongs_to_the_sandbox_of_its_account() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = Browser::new(&house);
    browser.post("/api/lab/sandboxes", &json!({})).await;
    browser.log_in(ALICE).await;
    let sandbox = browser.cookie("__Host-sandbox").unwrap();
    browser.cookies.retain(|(name, _)| name != "__Host-sandbox");
    let guess = browser.post_form("/account/providers/hostile/link", "password=a+guess").await;
    assert_eq!(guess.status, 403, "{}", guess.text);
    let left = browser.post_form("/account/providers/hostile/link", "password=alice-through-the-glass").await;
    assert_eq!(left.status, 200, "{}", left.text);
    assert_eq!(
        come_back_as(&house, &provider, &mut browser).await.header("location"),
        "/account?done=linked"
    );

    let mut there = Browser::new(&house);
    there.cookies.push(("__Host-sandbox".to_owned(), sandbox));
    there.post_form("/sign-in/hostile", "").await;
    come_back_as(&house, &provider, &mut there).await;
    assert_eq!(there.profile().await.json()["email"], ALICE.0);

    let mut here = Browser::new(&house);
    here.post_form("/sign-in/hostile", "").await;
    come_back_as(&house, &provider, &mut here).await;
    assert_eq!(here.profile().await.json()["email"], "s@provider.test");
}

/// Comes back as the same person of the provider, with all that the attempt in the browser's cookie asks for.
async fn come_back_as(house: &TestHouse, provider: &HostileProvider, browser: &mut Browser) -> Answer {
    let secret: AttemptSecret = browser.cookie("__Host-sign-in").unwrap().parse().unwrap();
    let now = house.clock.now();
    provider.answer_with(provider.key.sign(&json!({
        "iss": provider.issuer, "sub": "s", "aud": "two-doors", "nonce": secret.nonce().secret(),
        "iat": now, "exp": now + 60, "email": "s@provider.test",
    })));
    let state = secret.state();
    let answer = [("code", "any"), ("state", state.secret().as_str()), ("iss", provider.issuer.as_str())];
    come_back(browser, "hostile", &answer).await
}
