//! What ends stays ended, whatever is in flight.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use authn::cookie_session::SessionRows;
use authn::{HashingLimits, cookie_session};
use serde_json::json;
use tower_sessions::Session;

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

fn visitor() -> authn::Visitor {
    authn::Visitor {
        sandbox: None,
        address: [127, 0, 0, 1].into(),
        device: "test".to_owned(),
        device_cookies: authn::DeviceCookies::default(),
    }
}

fn id(browser: &Browser) -> tower_sessions::session::Id {
    browser.session_cookie().unwrap().parse().unwrap()
}

async fn stored_for_alice(house: &TestHouse) -> authn::StoredCredentials {
    let (sandbox, email) = (domain::SandboxId::default(), ALICE.0.parse().unwrap());
    house.house.store.find_credentials(&sandbox, &email).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_request_that_saves_after_the_logout_brings_nothing_back() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let copy = browser.session_cookie().unwrap();
    let in_flight = house.database.sessions.load(&id(&browser)).await.unwrap().unwrap();
    browser.call(axum::http::Method::POST, "/api/session/logout").await;
    let _ = house.database.sessions.save(&in_flight).await;
    browser.with_session(&copy).profile().await.refused(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ending_all_devices_ends_them_at_once() {
    none_of_100_000_requests_gets_in(Arc::new(TestHouse::open().await)).await;
}

// The same where sessions are remembered: requests that were reading the row when it ended bring nothing back.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ending_all_devices_ends_what_is_remembered_at_once() {
    none_of_100_000_requests_gets_in(Arc::new(TestHouse::open_with_session_cache().await)).await;
}

/// Once `end_all_devices` has returned, none of 100,000 requests gets in.
pub(crate) async fn none_of_100_000_requests_gets_in(house: Arc<TestHouse>) {
    const REQUESTS: u64 = 100_000;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let id = id(&browser);
    let (ended, before, after, late) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
        Arc::new(AtomicU64::new(0)),
        Arc::new(AtomicU64::new(0)),
    );
    let racers = (0..4).map(|_| {
        let (house, ended, before, after, late) =
            (house.clone(), ended.clone(), before.clone(), after.clone(), late.clone());
        tokio::spawn(async move {
            while after.load(Ordering::Relaxed) < REQUESTS {
                let began_after = ended.load(Ordering::SeqCst);
                let rows = SessionRows(Arc::clone(&house.house.sessions));
                let session = Session::new(Some(id), Arc::new(rows), None);
                let got_in = cookie_session::current_user(&house.house, &session, &visitor()).await.is_ok();
                // What is answered from memory waits for nothing: without this nobody else's task would get a turn.
                tokio::task::yield_now().await;
                match (began_after, got_in) {
                    (false, true) => before.fetch_add(1, Ordering::Relaxed),
                    (false, false) => 0,
                    (true, got_in) => {
                        late.fetch_add(u64::from(got_in), Ordering::Relaxed);
                        after.fetch_add(1, Ordering::Relaxed)
                    }
                };
            }
        })
    });
    let racers: Vec<_> = racers.collect();
    while before.load(Ordering::Relaxed) < 100 {
        tokio::task::yield_now().await;
    }
    house.house.sessions.end_all_sessions(domain::UserId(1)).await.unwrap();
    ended.store(true, Ordering::SeqCst);
    for racer in racers {
        racer.await.unwrap();
    }
    assert!(after.load(Ordering::Relaxed) >= REQUESTS);
    assert_eq!(late.load(Ordering::Relaxed), 0);
}

// A sign-in that checked the old password must not end after the password was changed.
#[tokio::test]
async fn a_sign_in_that_began_before_a_password_change_gets_no_session() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let mut record = house.database.sessions.load(&id(&browser)).await.unwrap().unwrap();
    let hash = stored_for_alice(&house).await.password_hash.unwrap();
    assert!(
        house.database.sessions.create(&mut record).await.is_ok(),
        "the positive control: nothing has changed yet"
    );
    assert!(house.house.store.change_password(domain::UserId(1), &hash, 1).await.unwrap());
    assert!(house.database.sessions.create(&mut record).await.is_err());
    browser.profile().await.refused(401);
}

// A sign-in that found the account in good standing must not end after it was disabled; nor may a row that some other
// way outlived it let anybody in.
#[tokio::test]
async fn a_sign_in_that_began_before_an_account_was_disabled_gets_no_session() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let mut record = house.database.sessions.load(&id(&browser)).await.unwrap().unwrap();
    house.house.store.disable_user(domain::UserId(1), 1_800_000_000).await.unwrap();
    assert!(house.database.sessions.create(&mut record).await.is_err());
    browser.profile().await.refused(401);
}

#[tokio::test]
async fn of_two_password_changes_at_once_one_is_done() {
    let house = TestHouse::open().await;
    let stored = stored_for_alice(&house).await;
    let change = || {
        house.house.store.change_password(
            stored.user.id,
            stored.password_hash.as_ref().unwrap(),
            stored.password_version,
        )
    };
    assert!(change().await.unwrap());
    assert!(!change().await.unwrap());
}

// Guesses sent side by side are looked at one by one, and stop where guesses sent one after the other would.
#[tokio::test]
async fn forty_guesses_at_once_get_no_further_than_five() {
    let house = TestHouse::open_with(HashingLimits { at_once: 1, waiting: 50 }).await;
    let guesses = (0..40).map(|_| {
        let mut browser = Browser::new(&house);
        tokio::spawn(async move { browser.log_in((ALICE.0, "a guess")).await.status.as_u16() })
    });
    let guesses: Vec<_> = guesses.collect();
    let mut looked_at = 0;
    for guess in guesses {
        match guess.await.unwrap() {
            401 => looked_at += 1,
            other => assert_eq!(other, 429),
        }
    }
    assert_eq!(looked_at, 5);
}

// Fifty at once: each is answered, and never more hashes run than were allowed.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_sign_ins_at_once_are_all_answered() {
    let house = TestHouse::open_with(HashingLimits { at_once: 1, waiting: 20 }).await;
    let sign_ins = (0..50).map(|_| {
        let mut browser = Browser::new(&house);
        tokio::spawn(async move { browser.log_in(ALICE).await })
    });
    let sign_ins: Vec<_> = sign_ins.collect();
    let (mut done, mut sent_away) = (0, 0);
    for sign_in in sign_ins {
        let answer = sign_in.await.unwrap();
        match answer.status.as_u16() {
            200 => done += 1,
            503 => {
                assert_eq!(answer.header("retry-after"), "1");
                assert_eq!(answer.json(), json!({ "message": "The server is busy. Try again in 1 s." }));
                sent_away += 1;
            }
            other => panic!("{other}: {}", answer.text),
        }
    }
    assert!(done >= 21, "those with a turn and those in the queue: {done}");
    assert_eq!(done + sent_away, 50);
}
