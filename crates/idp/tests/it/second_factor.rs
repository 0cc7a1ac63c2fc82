//! `…/second-factor`: what is asked for after the password, of whoever has set it up.

use crate::browser::{Answer, Browser};
use crate::owner::{asked_again, id_token, nothing_issued, recovery_codes};
use crate::provider::{ADMIN, ALICE, NOTES_CALLBACK, TestProvider};
use crate::relying_party::{notes_question, question};

pub(crate) const SECOND_FACTOR: &str = "/second-factor";

pub(crate) async fn guess(browser: &mut Browser, page: &Answer, code: &str) -> Answer {
    browser.submit(page, SECOND_FACTOR, &[("code", code)]).await
}

#[tokio::test]
async fn whoever_has_set_up_an_app_gets_in_with_its_code_and_the_client_learns_how() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let before = browser.sign_in(&question(&[]), ALICE).await;
    let claims = id_token(&provider, &before).await;
    assert_eq!((&claims["amr"], &claims["acr"]), (&serde_json::json!(["pwd"]), &"1".into()));

    let (app, _) = browser.set_up_an_app(&provider).await;
    let mut laptop = Browser::new(&provider);
    let page = laptop.come_to_the_second_factor(&question(&[])).await;
    assert!(page.text.contains("The application two-doors"));
    let answer = guess(&mut laptop, &page, &app.code(&provider)).await;
    let claims = id_token(&provider, &answer).await;
    assert_eq!((&claims["amr"], &claims["acr"]), (&serde_json::json!(["pwd", "otp", "mfa"]), &"2".into()));
    assert!(!laptop.cookies.contains_key("__Host-idp_password_done"));
}

// Claim P6: one switch, and neither client knows of it.
#[tokio::test]
async fn it_is_asked_for_at_every_client_and_of_nobody_else() {
    let provider = TestProvider::open().await;
    let (app, _) = Browser::new(&provider).set_up_an_app(&provider).await;
    for client in [question(&[]), notes_question(&[])] {
        let mut browser = Browser::new(&provider);
        let page = browser.come_to_the_second_factor(&client).await;
        let answer = guess(&mut browser, &page, &app.code(&provider)).await;
        assert!(answer.sent("code").is_some());
        provider.clock.advance(30);
        let sso = browser.get(&notes_question(&[])).await;
        assert!(sso.header("location").starts_with(NOTES_CALLBACK), "and once is enough for both");
    }
    assert!(Browser::new(&provider).sign_in(&question(&[]), ADMIN).await.sent("code").is_some());
}

// ASVS 6.5.1
#[tokio::test]
async fn a_code_that_was_used_opens_nothing() {
    let provider = TestProvider::open().await;
    let (app, _) = Browser::new(&provider).set_up_an_app(&provider).await;
    let code = app.code(&provider);
    let (mut alice, mut thief) = (Browser::new(&provider), Browser::new(&provider));
    let page = alice.come_to_the_second_factor(&question(&[])).await;
    let thiefs = thief.come_to_the_second_factor(&question(&[])).await;
    assert!(guess(&mut alice, &page, &code).await.sent("code").is_some());

    let refused = guess(&mut thief, &thiefs, &code).await;
    assert_eq!(refused.status, 401);
    assert!(refused.text.contains("That code has been used"), "{refused:?}");
    nothing_issued(&thief, &refused);
    // The code that proved that the app works is used up as well.
    let first = app.code_at(1_800_000_000);
    let refused = guess(&mut thief, &thiefs, &first).await;
    nothing_issued(&thief, &refused);
}

// ASVS 6.5.1
#[tokio::test]
async fn of_two_who_bring_one_code_at_once_one_gets_in() {
    let provider = TestProvider::open().await;
    let (app, _) = Browser::new(&provider).set_up_an_app(&provider).await;
    let code = app.code(&provider);
    assert_eq!(all_at_once(&provider, &[code.as_str(); 4], false).await, 1);
}

// ASVS 6.5.1
#[tokio::test]
async fn of_two_who_bring_one_recovery_code_at_once_one_gets_in() {
    let provider = TestProvider::open().await;
    let (_, codes) = Browser::new(&provider).set_up_an_app(&provider).await;
    assert_eq!(all_at_once(&provider, &[codes[0].as_str(); 4], false).await, 1);
}

// ASVS 6.5.1, 6.5.2
#[tokio::test]
async fn a_recovery_code_opens_once() {
    let provider = TestProvider::open().await;
    let (_, codes) = Browser::new(&provider).set_up_an_app(&provider).await;
    let mut browser = Browser::new(&provider);
    let page = browser.come_to_the_second_factor(&question(&[])).await;
    let answer = guess(&mut browser, &page, &codes[0].to_lowercase()).await;
    let claims = id_token(&provider, &answer).await;
    assert_eq!(claims["amr"], serde_json::json!(["pwd", "otp", "mfa"]));

    let mut thief = Browser::new(&provider);
    let page = thief.come_to_the_second_factor(&question(&[])).await;
    let refused = guess(&mut thief, &page, &codes[0]).await;
    assert!(refused.text.contains("That recovery code has been used"), "{refused:?}");
    nothing_issued(&thief, &refused);
    assert!(guess(&mut thief, &page, &codes[1]).await.sent("code").is_some(), "another one works");
}

#[tokio::test]
async fn new_recovery_codes_end_the_old_ones() {
    let provider = TestProvider::open().await;
    let mut owner = Browser::new(&provider);
    let (_, old) = owner.set_up_an_app(&provider).await;
    let page = owner.open_account(ALICE).await;
    let new = recovery_codes(&owner.submit(&page, "/recovery-codes", &[]).await);
    let mut browser = Browser::new(&provider);
    let page = browser.come_to_the_second_factor(&question(&[])).await;
    let refused = guess(&mut browser, &page, &old[0]).await;
    nothing_issued(&browser, &refused);
    assert!(guess(&mut browser, &page, &new[0]).await.sent("code").is_some());
}

// ASVS 6.3.1
#[tokio::test]
async fn guesses_are_slowed_down_the_right_one_too() {
    let provider = TestProvider::open().await;
    let (app, _) = Browser::new(&provider).set_up_an_app(&provider).await;
    let mut thief = Browser::new(&provider);
    let page = thief.come_to_the_second_factor(&question(&[])).await;
    assert_eq!(guess(&mut thief, &page, "no code").await.status, 422, "it is no guess, and not counted");
    for _ in 0..5 {
        assert_eq!(guess(&mut thief, &page, "000000").await.status, 401);
    }
    for wait in [1, 2, 4] {
        let answer = guess(&mut thief, &page, &app.code(&provider)).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, wait.to_string().as_str()));
        nothing_issued(&thief, &answer);
        provider.clock.advance(wait);
        assert_eq!(guess(&mut thief, &page, "000000").await.status, 401);
    }
    // A password that is right once more washes nothing off.
    let mut fresh = Browser::new(&provider);
    let own = fresh.come_to_the_second_factor(&question(&[])).await;
    assert_eq!(guess(&mut fresh, &own, &app.code(&provider)).await.status, 429);
    provider.clock.advance(8);
    assert!(guess(&mut fresh, &own, &app.code(&provider)).await.sent("code").is_some());
}

#[tokio::test]
async fn guesses_sent_side_by_side_do_not_all_slip_through() {
    let provider = TestProvider::open().await;
    Browser::new(&provider).set_up_an_app(&provider).await;
    let mut thief = Browser::new(&provider);
    let page = thief.come_to_the_second_factor(&question(&[])).await;
    let guesses = (0..20).map(|_| async {
        let mut browser = Browser::new(&provider);
        browser.cookies.clone_from(&thief.cookies);
        guess(&mut browser, &page, "000000").await.status.as_u16()
    });
    let statuses = futures_util::future::join_all(guesses).await;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 5, "{statuses:?}");
}

// ASVS 3.5.1
#[tokio::test]
async fn a_form_is_good_in_the_browser_that_got_it_alone() {
    let provider = TestProvider::open().await;
    let (app, _) = Browser::new(&provider).set_up_an_app(&provider).await;
    let (mut victim, mut attacker) = (Browser::new(&provider), Browser::new(&provider));
    let page = victim.come_to_the_second_factor(&question(&[])).await;
    let others = attacker.come_to_the_second_factor(&question(&[])).await;
    let (_, attackers) = others.form();
    let code = app.code(&provider);
    for anti_forgery in ["", "nonsense", &attackers] {
        let fields = [("anti_forgery", anti_forgery), ("code", code.as_str())];
        let answer = victim.submit(&page, SECOND_FACTOR, &fields).await;
        assert_eq!(answer.status, 403);
        nothing_issued(&victim, &answer);
    }
    let (action, _) = page.form();
    for site in ["cross-site", "same-site"] {
        assert_eq!(victim.post_from(site, &action, &[("code", &code)]).await.status, 403, "{site}");
    }
    assert!(guess(&mut victim, &page, &code).await.sent("code").is_some(), "and nothing was used up");
}

// ASVS 6.3.8
#[tokio::test]
async fn whether_there_is_a_second_factor_is_told_to_nobody_without_the_password() {
    let provider = TestProvider::open().await;
    Browser::new(&provider).set_up_an_app(&provider).await;
    let mut answers = Vec::new();
    for email in [ALICE.0, ADMIN.0, "nobody@example.test"] {
        let mut browser = Browser::new(&provider);
        let page = browser.get(&question(&[])).await;
        let before = provider.provider.hashed();
        let answer = browser.fill_in(&page, (email, "wrong")).await;
        assert_eq!(provider.provider.hashed() - before, 1, "{email}");
        let cookies: Vec<_> = browser.cookies.keys().cloned().collect();
        let (_, anti_forgery) = answer.form();
        answers.push((answer.status, cookies, answer.text.replace(email, "…").replace(&anti_forgery, "…")));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[tokio::test]
async fn without_the_key_that_seals_nobody_gets_in_with_the_password_alone() {
    let provider = TestProvider::open().await;
    Browser::new(&provider).set_up_an_app(&provider).await;
    let provider = provider.reopen_without(&["provider.sealing"]).await;
    let mut browser = Browser::new(&provider);
    let answer = browser.sign_in(&question(&[]), ALICE).await;
    let page = browser.get(answer.header("location")).await;
    assert_eq!(page.status, 503, "{page:?}");
    nothing_issued(&browser, &page);
}

#[tokio::test]
async fn a_session_from_before_goes_on_until_its_owner_ends_it() {
    let provider = TestProvider::open().await;
    let mut old = Browser::new(&provider);
    assert!(old.sign_in(&question(&[]), ALICE).await.sent("code").is_some());
    let (app, _) = Browser::new(&provider).set_up_an_app(&provider).await;
    let answer = old.get(&question(&[])).await;
    let claims = id_token(&provider, &answer).await;
    assert_eq!(claims["amr"], serde_json::json!(["pwd"]), "and says no more than it knows");
    // Asked again, it is asked for both.
    let page = old.get(&asked_again()).await;
    let answer = old.fill_in(&page, ALICE).await;
    let page = old.get(answer.header("location")).await;
    let answer = guess(&mut old, &page, &app.code(&provider)).await;
    assert_eq!(id_token(&provider, &answer).await["acr"], "2");
}

/// Brings a code from each of several browsers side by side. Returns how many got in.
pub(crate) async fn all_at_once(provider: &TestProvider, codes: &[&str], copies: bool) -> usize {
    let mut browsers: Vec<(Browser, Answer)> = Vec::new();
    for _ in codes {
        let mut browser = Browser::new(provider);
        let page = match browsers.first() {
            Some((first, page)) if copies => {
                browser.cookies.clone_from(&first.cookies);
                page.clone()
            }
            _ => browser.come_to_the_second_factor(&question(&[])).await,
        };
        browsers.push((browser, page));
    }
    let tries = browsers.iter_mut().zip(codes).map(async |((browser, page), code)| {
        guess(browser, page, code).await;
        browser.is_signed_in()
    });
    futures_util::future::join_all(tries).await.into_iter().filter(|inside| *inside).count()
}
