//! Guessing is slowed down, for each account and each address, and never for good (ASVS 6.3.1).

use crate::browser::{Answer, Browser};
use crate::provider::{ADMIN, ALICE, TestProvider};
use crate::relying_party::{question, question_in};

async fn guess(browser: &mut Browser, email: &str) -> Answer {
    let page = browser.get(&question(&[])).await;
    browser.fill_in(&page, (email, "wrong")).await
}

#[tokio::test]
async fn five_guesses_are_free_then_each_doubles_the_wait() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    for _ in 0..5 {
        assert_eq!(guess(&mut browser, ALICE.0).await.status, 401);
    }
    for wait in [1, 2, 4, 8] {
        let before = provider.provider.hashed();
        let answer = guess(&mut browser, ALICE.0).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, wait.to_string().as_str()));
        assert_eq!(browser.sign_in(&question(&[]), ALICE).await.status, 429);
        assert_eq!(provider.provider.hashed(), before, "a refused guess costs no hash");
        provider.clock.advance(wait);
        assert_eq!(guess(&mut browser, ALICE.0).await.status, 401);
    }
    assert_eq!(browser.sign_in(&question(&[]), ADMIN).await.status, 303, "another account");
    provider.clock.advance(16);
    let mut fresh = Browser::new(&provider);
    assert_eq!(fresh.sign_in(&question(&[]), ALICE).await.status, 303, "the right password, after the wait");
}

#[tokio::test]
async fn an_account_that_does_not_exist_is_throttled_alike() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    for _ in 0..8 {
        let one = guess(&mut browser, ALICE.0).await;
        let other = guess(&mut browser, "nobody@example.test").await;
        assert_eq!((one.status, one.header("retry-after")), (other.status, other.header("retry-after")));
    }
}

#[tokio::test]
async fn a_stranger_cannot_lock_a_victim_out_for_good() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let mut longest = 0;
    for _ in 0..40 {
        let wait = guess(&mut browser, ALICE.0).await.header("retry-after").parse().unwrap_or(0);
        longest = longest.max(wait);
        provider.clock.advance(wait);
    }
    assert_eq!(longest, 900);
    provider.clock.advance(900);
    assert_eq!(browser.sign_in(&question(&[]), ALICE).await.status, 303);
}

#[tokio::test]
async fn an_address_that_guesses_at_many_accounts_is_slowed_down_too() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    for n in 0..100 {
        assert_eq!(guess(&mut browser, &format!("{n}@example.test")).await.status, 401);
    }
    assert_eq!(guess(&mut browser, "100@example.test").await.status, 429);
}

#[tokio::test]
async fn each_realm_counts_for_itself() {
    let provider = TestProvider::open().await;
    let realm = "0123456789abcdefghijkl".parse().unwrap();
    provider.provider.ensure_realm(&realm).await.unwrap();
    let mut browser = Browser::new(&provider);
    for _ in 0..6 {
        guess(&mut browser, ALICE.0).await;
    }
    assert_eq!(guess(&mut browser, ALICE.0).await.status, 429);
    assert_eq!(browser.sign_in(&question_in(realm.as_str(), &[]), ALICE).await.status, 303);
}

#[tokio::test]
async fn guesses_sent_side_by_side_do_not_all_slip_through() {
    let provider = TestProvider::open().await;
    let guesses = (0..20).map(|_| async {
        let mut browser = Browser::new(&provider);
        guess(&mut browser, ALICE.0).await.status.as_u16()
    });
    let statuses = futures_util::future::join_all(guesses).await;
    // Two are hashed at once.
    assert!(statuses.iter().filter(|status| **status == 401).count() <= 7, "{statuses:?}");
}
