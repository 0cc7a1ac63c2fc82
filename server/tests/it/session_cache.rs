//! A house that remembers sessions serves none that has ended, and nobody as they were: whatever ends or changes one of
//! them, the next request sees it.

use std::time::Duration;

use authn::Visitor;
use authn::cookie_session::SessionRows;
use authn::relying_party::{Authentication, Identity, LoggedOut, NewAccountOf, ProviderSession};
use axum::http::Method;
use domain::{Role, SandboxId, UserId};

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const ALICES: UserId = UserId(1);

/// Alice, signed in and remembered: she has just been answered without a query.
async fn remembered() -> (TestHouse, Browser) {
    let house = TestHouse::open_with_session_cache().await;
    let mut alice = Browser::new(&house);
    alice.log_in(ALICE).await;
    remember(&mut alice).await;
    (house, alice)
}

async fn remember(browser: &mut Browser) {
    assert_eq!(browser.profile().await.status, 200);
    let (answer, queries) = store::noting(browser.profile()).await;
    assert_eq!((answer.status.as_u16(), queries.len()), (200, 0), "the positive control: from memory");
}

#[tokio::test]
async fn logging_out() {
    let (_house, mut alice) = remembered().await;
    let copy = alice.session_cookie().unwrap();
    assert_eq!(alice.call(Method::POST, "/api/session/logout").await.status, 200);
    alice.with_session(&copy).profile().await.refused(401);
}

#[tokio::test]
async fn ending_one_device_and_no_other() {
    let (house, mut alice) = remembered().await;
    let mut other = Browser::new(&house);
    other.log_in(ALICE).await;
    remember(&mut other).await;
    let devices = alice.get("/api/session/devices").await.json();
    let lost = devices.as_array().unwrap().iter().find(|device| device["current"] == false).unwrap();
    let path = format!("/api/session/devices/{}", lost["id"].as_str().unwrap());
    assert_eq!(alice.call(Method::DELETE, &path).await.status, 200);
    other.profile().await.refused(401);
    assert_eq!(alice.profile().await.status, 200);
}

#[tokio::test]
async fn ending_all_devices() {
    let (house, mut alice) = remembered().await;
    house.house.sessions.end_all_sessions(ALICES).await.unwrap();
    alice.profile().await.refused(401);
}

#[tokio::test]
async fn changing_the_password() {
    let (house, mut alice) = remembered().await;
    let (sandbox, email) = (SandboxId::default(), ALICE.0.parse().unwrap());
    let stored = house.house.store.find_credentials(&sandbox, &email).await.unwrap().unwrap();
    let (hash, version) = (stored.password_hash.unwrap(), stored.password_version);
    assert!(house.house.store.change_password(ALICES, &hash, version).await.unwrap());
    alice.profile().await.refused(401);
}

#[tokio::test]
async fn disabling_the_account() {
    let (house, mut alice) = remembered().await;
    house.house.store.disable_user(ALICES, 1_800_000_000).await.unwrap();
    alice.profile().await.refused(401);
}

#[tokio::test]
async fn changing_the_role() {
    let (house, mut alice) = remembered().await;
    alice.get("/api/session/accounts").await.refused(403);
    assert!(house.house.store.set_role(ALICES, Role::Admin).await.unwrap());
    assert_eq!(alice.get("/api/session/accounts").await.status, 200);
    remember(&mut alice).await;
    assert!(house.house.store.set_role(ALICES, Role::User).await.unwrap());
    alice.get("/api/session/accounts").await.refused(403);
}

#[tokio::test]
async fn changing_the_name() {
    let (house, mut alice) = remembered().await;
    house.house.store.change_name(ALICES, &"Alice Pleasance".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(alice.profile().await.json()["name"], "Alice Pleasance");
}

#[tokio::test]
async fn beginning_the_sandbox_anew() {
    let (house, mut alice) = remembered().await;
    authn::reset_sandbox(&house.house, &SandboxId::default()).await.unwrap();
    alice.profile().await.refused(401);
}

#[tokio::test]
async fn a_logout_at_the_provider() {
    let house = TestHouse::open_with_session_cache().await;
    let identity = Identity { issuer: "https://provider.example".to_owned(), subject: "carol".to_owned() };
    let (sandbox, email) = (SandboxId::default(), "carol@example.test".parse().unwrap());
    let carol = NewAccountOf {
        identity: &identity,
        sandbox: &sandbox,
        email: &email,
        name: &"Carol".parse().unwrap(),
    };
    let carol = house.house.store.create_account_of(carol, 1_800_000_000).await.unwrap().unwrap();
    let (authentication, sid) = (Authentication::default(), Some("there".to_owned()));
    let came_through = ProviderSession {
        identity: identity.clone(),
        sid: sid.clone(),
        offers_logout: false,
        authentication,
    };
    let mut browser = Browser::new(&house);
    let id = begin(&house, carol.user, came_through).await;
    browser = browser.with_session(&id);
    remember(&mut browser).await;
    let logged_out = LoggedOut { issuer: identity.issuer, subject: None, sid };
    assert_eq!(house.house.sessions.end_sessions_of(&logged_out).await.unwrap(), 1);
    browser.profile().await.refused(401);
}

/// Begins a session that came through a provider. Returns its cookie.
async fn begin(house: &TestHouse, user: domain::User, came_through: ProviderSession) -> String {
    let sign_in = authn::cookie_session::SignIn {
        user,
        sandbox: SandboxId::default(),
        password_version: 1,
        device: "test".to_owned(),
        provider_session: Some(came_through),
        created_at: 0,
        last_seen_at: 0,
    };
    let mut record = tower_sessions::session::Record {
        id: tower_sessions::session::Id(0),
        data: sign_in.into_data().unwrap(),
        expiry_date: time::OffsetDateTime::UNIX_EPOCH,
    };
    house.house.sessions.create(&mut record).await.unwrap();
    record.id.to_string()
}

// Whoever changes something and hangs up: the change is carried to its end, and announced.
#[tokio::test]
async fn a_change_that_nobody_waits_for_is_announced_all_the_same() {
    let (house, mut alice) = remembered().await;
    let mut change = house.house.sessions.end_all_sessions(ALICES);
    let begun = std::future::poll_fn(|context| std::task::Poll::Ready(change.as_mut().poll(context)));
    assert!(begun.await.is_pending());
    drop(change);
    while !house.house.sessions.devices(ALICES, 1_800_000_000).await.unwrap().is_empty() {}
    let ended = async { while alice.profile().await.status == 200 {} };
    tokio::time::timeout(Duration::from_secs(10), ended).await.unwrap();
    alice.profile().await.refused(401);
}

// ASVS 7.3.1, 7.3.2
#[tokio::test]
async fn the_clock_ends_what_is_remembered() {
    let (house, mut alice) = remembered().await;
    house.clock.advance(1_799);
    assert_eq!(alice.profile().await.status, 200);
    house.clock.advance(1_799);
    assert_eq!(alice.profile().await.status, 200, "being heard of moved the end");
    house.clock.advance(1_800);
    alice.profile().await.refused(401);

    alice.log_in(ALICE).await;
    for _ in 0..(12 * 60 - 1) {
        house.clock.advance(60);
        assert_eq!(alice.profile().await.status, 200);
    }
    house.clock.advance(60);
    alice.profile().await.refused(401);
}

// Of all requests in a minute one writes down that the session was heard of, however many there are at once.
#[tokio::test]
async fn the_idle_clock_is_set_by_one_request_a_minute() {
    let (house, alice) = remembered().await;
    house.clock.advance(60);
    let crowd = (0..40).map(|_| {
        let mut alice = alice.clone();
        async move { store::noting(alice.profile()).await.1 }
    });
    let asked = futures_util::future::join_all(crowd).await.concat();
    assert_eq!(asked, ["touch the session"]);
    let (_, asked) = store::noting(alice.clone().profile()).await;
    assert!(asked.is_empty());
}

// Another sandbox's cookie does not open what is remembered, either.
#[tokio::test]
async fn what_is_remembered_lives_in_its_sandbox() {
    let (house, alice) = remembered().await;
    let visitor = Visitor {
        sandbox: Some(authn::create_sandbox(&house.house).await.unwrap()),
        address: [127, 0, 0, 1].into(),
        device: String::new(),
        device_cookies: authn::DeviceCookies::default(),
    };
    let id = alice.session_cookie().unwrap().parse().unwrap();
    let rows = std::sync::Arc::new(SessionRows(house.house.sessions.clone()));
    let session = tower_sessions::Session::new(Some(id), rows, None);
    let asked = authn::cookie_session::current_user(&house.house, &session, &visitor).await;
    assert_eq!(asked.unwrap_err(), domain::Refusal::Unauthorized);
}

// Without the database nobody is let in: not even from memory, once it was noticed.
#[tokio::test]
async fn a_lost_database_takes_the_memory_along() {
    let (house, mut alice) = remembered().await;
    house.database.close().await;
    let lost = async { while alice.profile().await.status == 200 {} };
    tokio::time::timeout(Duration::from_secs(2), lost).await.expect("503 within two seconds");
    alice.profile().await.refused(503);
}
