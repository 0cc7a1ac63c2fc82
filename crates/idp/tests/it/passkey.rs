//! Passkeys: after the password, and in place of it.

use crate::browser::{Answer, Browser};
use crate::owner::{ACCOUNT, at_home, id_token, nothing_issued, options};
use crate::provider::{ALICE, TestProvider};
use crate::relying_party::question;
use crate::software_authenticator::{self as software, SoftwareAuthenticator};

/// Other origins, as a page in a browser would have them.
const ELSEWHERE: [&str; 4] = [
    "http://localhost:3000",
    "http://idp.localhost:5001",
    "https://idp.localhost:5000",
    "http://evil.example",
];

/// The page that asks for a passkey and nothing else.
async fn ask(browser: &mut Browser) -> Answer {
    let form = browser.get(&question(&[])).await;
    let page = browser.submit(&form, "/passkey", &[]).await;
    assert_eq!(page.status, 200, "{page:?}");
    page
}

async fn answer_alone(
    browser: &mut Browser,
    page: &Answer,
    device: &mut SoftwareAuthenticator,
    at: &software::Browser,
) -> Answer {
    let credential = device.get(at, &options(page));
    browser.submit(page, "/passkey/sign-in", &[("credential", &credential)]).await
}

async fn answer_after_the_password(
    browser: &mut Browser,
    page: &Answer,
    device: &mut SoftwareAuthenticator,
    at: &software::Browser,
) -> Answer {
    let credential = device.get(at, &options(page));
    browser.submit(page, "/second-factor", &[("credential", &credential)]).await
}

#[tokio::test]
async fn it_opens_after_the_password_and_in_place_of_it() {
    let provider = TestProvider::open().await;
    let (mut device, made) = Browser::new(&provider).make_a_passkey(&at_home()).await;
    assert_eq!(crate::owner::recovery_codes(&made).len(), 10);

    let mut browser = Browser::new(&provider);
    let page = browser.come_to_the_second_factor(&question(&[])).await;
    let answer = answer_after_the_password(&mut browser, &page, &mut device, &at_home()).await;
    let claims = id_token(&provider, &answer).await;
    assert_eq!((&claims["amr"], &claims["acr"]), (&serde_json::json!(["pwd", "pop", "mfa"]), &"2".into()));

    let hashed = provider.provider.hashed();
    let mut browser = Browser::new(&provider);
    let page = ask(&mut browser).await;
    let answer = answer_alone(&mut browser, &page, &mut device, &at_home()).await;
    let claims = id_token(&provider, &answer).await;
    assert_eq!((&claims["amr"], &claims["acr"]), (&serde_json::json!(["pop", "mfa"]), &"2".into()));
    assert_eq!(claims["sub"], "ready-alice");
    assert_eq!(provider.provider.hashed(), hashed, "no password was looked at");
}

#[tokio::test]
async fn one_that_another_origins_page_asked_for_gets_nothing() {
    let provider = TestProvider::open().await;
    let mut owner = Browser::new(&provider);
    for origin in ELSEWHERE {
        let (_, refused) = owner.make_a_passkey(&software::Browser::at(origin)).await;
        assert_eq!(refused.status, 422, "{origin}");
        assert!(refused.text.contains("asked for by another site"), "{refused:?}");
    }
    assert!(!owner.get(ACCOUNT).await.text.contains("The laptop"), "none was kept");

    let (mut device, _) = owner.make_a_passkey(&at_home()).await;
    for origin in ELSEWHERE {
        let there = software::Browser::at(origin);
        let mut browser = Browser::new(&provider);
        let page = browser.come_to_the_second_factor(&question(&[])).await;
        let refused = answer_after_the_password(&mut browser, &page, &mut device, &there).await;
        assert_eq!(refused.status, 401, "{origin}");
        nothing_issued(&browser, &refused);

        let page = ask(&mut browser).await;
        let refused = answer_alone(&mut browser, &page, &mut device, &there).await;
        assert_eq!(refused.status, 401, "{origin}");
        nothing_issued(&browser, &refused);
        // Four failures in a row cost nothing; and one that is right forgets them.
        let page = browser.come_to_the_second_factor(&question(&[])).await;
        let answer = answer_after_the_password(&mut browser, &page, &mut device, &at_home()).await;
        assert!(answer.sent("code").is_some());
    }
}

#[tokio::test]
async fn a_recorded_answer_opens_nothing() {
    let provider = TestProvider::open().await;
    let (mut device, _) = Browser::new(&provider).make_a_passkey(&at_home()).await;
    let mut browser = Browser::new(&provider);
    let page = ask(&mut browser).await;
    let recorded = device.get(&at_home(), &options(&page));
    let mut thief = Browser::new(&provider);
    thief.cookies.clone_from(&browser.cookies);
    let fields = [("credential", recorded.as_str())];
    assert!(browser.submit(&page, "/passkey/sign-in", &fields).await.sent("code").is_some());

    let again = thief.submit(&page, "/passkey/sign-in", &fields).await;
    assert_eq!(again.status, 401, "the same page, once more");
    nothing_issued(&thief, &again);
    let another = ask(&mut thief).await;
    let again = thief.submit(&another, "/passkey/sign-in", &fields).await;
    assert_eq!(again.status, 401, "another page");
    nothing_issued(&thief, &again);
    let page = thief.come_to_the_second_factor(&question(&[])).await;
    let again = thief.submit(&page, "/second-factor", &fields).await;
    assert_eq!(again.status, 401, "another step");
    nothing_issued(&thief, &again);
}

#[tokio::test]
async fn five_minutes_are_enough_to_find_it() {
    let provider = TestProvider::open().await;
    let (mut device, _) = Browser::new(&provider).make_a_passkey(&at_home()).await;
    let mut browser = Browser::new(&provider);
    let page = ask(&mut browser).await;
    provider.clock.advance(301);
    let late = answer_alone(&mut browser, &page, &mut device, &at_home()).await;
    assert!(late.text.contains("That took too long"), "{late:?}");
    nothing_issued(&browser, &late);
}

#[tokio::test]
async fn one_that_was_removed_opens_nothing_and_leaves_the_password_alone() {
    let provider = TestProvider::open().await;
    let mut owner = Browser::new(&provider);
    let (mut device, _) = owner.make_a_passkey(&at_home()).await;
    let page = owner.open_account(ALICE).await;
    let removed = owner.submit(&page, "/passkeys/remove", &[]).await;
    assert_eq!(removed.header("location"), format!("{ACCOUNT}?done=passkey-removed"));

    let mut browser = Browser::new(&provider);
    let page = ask(&mut browser).await;
    let refused = answer_alone(&mut browser, &page, &mut device, &at_home()).await;
    assert!(refused.text.contains("does not belong to this account"), "{refused:?}");
    nothing_issued(&browser, &refused);
    assert!(
        browser.sign_in(&question(&[]), ALICE).await.sent("code").is_some(),
        "the codes went along with it"
    );
}

#[tokio::test]
async fn one_of_another_realm_is_nobodys() {
    let provider = TestProvider::open().await;
    let (mut device, _) = Browser::new(&provider).make_a_passkey(&at_home()).await;
    let realm = "0123456789abcdefghijkl".parse().unwrap();
    provider.provider.ensure_realm(&realm).await.unwrap();
    let mut browser = Browser::new(&provider);
    let form = browser.get(&crate::relying_party::question_in(realm.as_str(), &[])).await;
    let page = browser.submit(&form, "/passkey", &[]).await;
    let refused = answer_alone(&mut browser, &page, &mut device, &at_home()).await;
    assert_eq!(refused.status, 401);
    assert!(!browser.is_signed_in());
}

// ASVS 3.5.1
#[tokio::test]
async fn a_form_is_good_in_the_browser_that_got_it_alone() {
    let provider = TestProvider::open().await;
    let (mut device, _) = Browser::new(&provider).make_a_passkey(&at_home()).await;
    let (mut victim, mut attacker) = (Browser::new(&provider), Browser::new(&provider));
    victim.get(&question(&[])).await;
    let attackers = ask(&mut attacker).await;
    // The attacker's page, with an answer of his, sent from the victim's browser.
    let answer = answer_alone(&mut victim, &attackers, &mut device, &at_home()).await;
    assert_eq!(answer.status, 403);
    nothing_issued(&victim, &answer);
}

// ASVS 3.4.3
#[tokio::test]
async fn only_the_pages_that_ask_for_one_run_a_script_and_it_is_our_own() {
    let provider = TestProvider::open().await;
    let mut owner = Browser::new(&provider);
    let account = owner.open_account(ALICE).await;
    let making = owner.submit(&account, "/account/passkeys", &[("name", "The laptop")]).await;
    let (_, sheet) = owner.make_a_passkey(&at_home()).await;
    let mut browser = Browser::new(&provider);
    let form = browser.get(&question(&[])).await;
    let asking = ask(&mut browser).await;
    let after = browser.come_to_the_second_factor(&question(&[])).await;
    for page in [making, asking, after] {
        let policy = page.header("content-security-policy");
        assert!(policy.contains("; script-src 'self'; require-trusted-types-for 'script';"), "{policy}");
        assert_eq!(page.text.matches("<script src=\"/passkeys.js\" defer></script>").count(), 1, "{page:?}");
        assert_eq!(page.text.matches("<script").count(), 1, "{page:?}");
        assert!(page.text.contains("A passkey needs a script"), "{page:?}");
    }
    for page in [account, sheet, form] {
        assert!(!page.header("content-security-policy").contains("script-src"), "{page:?}");
        assert!(!page.text.contains("<script"), "{page:?}");
    }
    let script = browser.get("/passkeys.js").await;
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
}

#[tokio::test]
async fn it_opens_also_when_the_apps_secret_cannot_be_read_any_more() {
    let provider = TestProvider::open().await;
    let mut owner = Browser::new(&provider);
    owner.set_up_an_app(&provider).await;
    let (mut device, _) = owner.make_a_passkey(&at_home()).await;
    let provider = provider.reopen_without(&["provider.sealing"]).await;
    let mut browser = Browser::new(&provider);
    let page = ask(&mut browser).await;
    let answer = answer_alone(&mut browser, &page, &mut device, &at_home()).await;
    assert!(answer.sent("code").is_some(), "{answer:?}");
}
