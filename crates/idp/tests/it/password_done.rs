//! Between the password and the second factor: a note for this browser, these minutes and this sign-in.

use crate::browser::Browser;
use crate::owner::nothing_issued;
use crate::provider::{ALICE, TestProvider};
use crate::relying_party::question;
use crate::second_factor::{SECOND_FACTOR, all_at_once, guess};

#[tokio::test]
async fn of_several_codes_for_one_password_one_gets_somebody_in() {
    let provider = TestProvider::open().await;
    let (_, codes) = Browser::new(&provider).set_up_an_app(&provider).await;
    let codes: Vec<&str> = codes.iter().take(4).map(String::as_str).collect();
    assert_eq!(all_at_once(&provider, &codes, true).await, 1, "from copies of one browser");
}

#[tokio::test]
async fn nobody_gets_to_the_page_without_the_password() {
    let provider = TestProvider::open().await;
    let (app, _) = Browser::new(&provider).set_up_an_app(&provider).await;
    let mut alice = Browser::new(&provider);
    let page = alice.come_to_the_second_factor(&question(&[])).await;

    let mut stranger = Browser::new(&provider);
    let address = question(&[]).replace("/authorize", SECOND_FACTOR);
    let sent_away = stranger.get(&address).await;
    assert!(sent_away.header("location").starts_with("/realms/default/sign-in?"), "{sent_away:?}");
    stranger.cookies.insert("__Host-idp_password_done".to_owned(), "a guess".to_owned());
    let sent_away = guess(&mut stranger, &page, &app.code(&provider)).await;
    assert!(sent_away.header("location").starts_with("/realms/default/sign-in?"), "{sent_away:?}");
    nothing_issued(&stranger, &sent_away);
    assert!(guess(&mut alice, &page, &app.code(&provider)).await.sent("code").is_some(), "hers still works");
}

#[tokio::test]
async fn five_minutes_after_the_password_it_has_to_be_typed_once_more() {
    let provider = TestProvider::open().await;
    let (app, _) = Browser::new(&provider).set_up_an_app(&provider).await;
    let (mut quick, mut slow) = (Browser::new(&provider), Browser::new(&provider));
    let quicks = quick.come_to_the_second_factor(&question(&[])).await;
    let slows = slow.come_to_the_second_factor(&question(&[])).await;
    provider.clock.advance(299);
    assert!(guess(&mut quick, &quicks, &app.code(&provider)).await.sent("code").is_some());
    provider.clock.advance(1);
    let late = guess(&mut slow, &slows, &app.code_at(1_800_000_000 + 360)).await;
    assert!(late.header("location").starts_with("/realms/default/sign-in?"), "{late:?}");
    nothing_issued(&slow, &late);
}

#[tokio::test]
async fn the_note_that_the_password_was_right_is_good_for_one_sign_in() {
    let provider = TestProvider::open().await;
    let (app, _) = Browser::new(&provider).set_up_an_app(&provider).await;
    let mut browser = Browser::new(&provider);
    let page = browser.come_to_the_second_factor(&question(&[])).await;
    let mut copy = Browser::new(&provider);
    copy.cookies.clone_from(&browser.cookies);
    assert!(guess(&mut browser, &page, &app.code(&provider)).await.sent("code").is_some());
    provider.clock.advance(30);
    let again = guess(&mut copy, &page, &app.code(&provider)).await;
    assert!(again.header("location").starts_with("/realms/default/sign-in?"), "{again:?}");
    nothing_issued(&copy, &again);
}

#[tokio::test]
async fn a_note_of_another_realm_is_none() {
    let provider = TestProvider::open().await;
    let realm = "0123456789abcdefghijkl".parse().unwrap();
    provider.provider.ensure_realm(&realm).await.unwrap();
    Browser::new(&provider).set_up_an_app(&provider).await;
    let mut browser = Browser::new(&provider);
    browser.come_to_the_second_factor(&question(&[])).await;
    let elsewhere = question(&[]).replace("/default/authorize", &format!("/{realm}/second-factor"));
    assert_eq!(browser.get(&elsewhere).await.status, 303);
}

#[tokio::test]
async fn a_sign_in_that_began_before_a_change_does_not_survive_it() {
    let provider = TestProvider::open().await;
    let mut owner = Browser::new(&provider);
    let (app, _) = owner.set_up_an_app(&provider).await;
    let mut thief = Browser::new(&provider);
    let page = thief.come_to_the_second_factor(&question(&[])).await;

    let account = owner.open_account(ALICE).await;
    let new = "through the other side";
    let fields = [("current_password", ALICE.1), ("new_password", new)];
    let changed = owner.submit(&account, "/account/password", &fields).await;
    assert_eq!(changed.header("location"), "/realms/default/account?done=password");
    let late = guess(&mut thief, &page, &app.code(&provider)).await;
    assert!(late.header("location").starts_with("/realms/default/sign-in?"), "{late:?}");
    nothing_issued(&thief, &late);
}
