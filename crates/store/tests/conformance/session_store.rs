//! The rows behind the session cookie (ASVS 7.2).

use authn::cookie_session::SignIn;
use authn::relying_party::{Authentication, Identity, ProviderSession};
use tower_sessions_core::session::Id;
use tower_sessions_core::session_store::Error;

use crate::engine::{Engine, START};
use crate::people::key;
use crate::trial::tests;

tests![
    a_sign_in_is_found_again,
    the_user_is_read_with_the_session,
    what_a_provider_said_is_kept,
    a_preset_id_is_never_adopted,
    every_sign_in_has_an_id_of_its_own,
    reading_creates_nothing,
    saving_creates_nothing,
    a_logout_is_final,
    the_rows_hold_the_hash_of_the_id_and_never_the_id,
    a_session_keeps_a_sign_in_and_nothing_else,
];

async fn a_sign_in_is_found_again(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let record = engine.signs_in(&alice).await;
    let found = engine.finds(record.id).await.unwrap();
    assert_eq!((found.user, found.sandbox), (alice.user, engine.sandbox.clone()));
    assert_eq!((found.password_version, found.device.as_str()), (alice.password_version, "a browser"));
    assert_eq!((found.created_at, found.last_seen_at, found.provider_session), (START, START, None));
    let record = engine.database.sessions.load(&record.id).await.unwrap().unwrap();
    assert_eq!(record.expiry_date.unix_timestamp(), START + 1_800);
}

// A role or a name that has changed counts from the very next request.
async fn the_user_is_read_with_the_session(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let record = engine.signs_in(&alice).await;
    let name = "Alice Pleasance".parse().unwrap();
    engine.database.accounts.change_name(alice.user.id, &name).await.unwrap().unwrap();
    assert!(engine.database.accounts.set_role(alice.user.id, domain::Role::Admin).await.unwrap());
    let found = engine.finds(record.id).await.unwrap();
    assert_eq!((found.user.name, found.user.role), (name, domain::Role::Admin));
}

async fn what_a_provider_said_is_kept(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let said = |amr: &[&str], acr: Option<&str>, sid: Option<&str>| ProviderSession {
        identity: Identity { issuer: "https://idp.example".to_owned(), subject: "alice".to_owned() },
        sid: sid.map(str::to_owned),
        offers_logout: sid.is_some(),
        authentication: Authentication {
            auth_time: sid.map(|_| START - 60),
            amr: amr.iter().map(|&method| method.to_owned()).collect(),
            acr: acr.map(str::to_owned),
        },
    };
    for said in [said(&["pwd", "otp"], Some("2"), Some("a sid")), said(&[], None, None)] {
        let record = engine.signs_in_through(&alice, Some(said.clone())).await.unwrap();
        assert_eq!(engine.finds(record.id).await.unwrap().provider_session, Some(said));
    }
}

// ASVS 7.2.4
async fn a_preset_id_is_never_adopted(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let record = engine.signs_in(&alice).await;
    // Every record of these tests comes with the same id.
    assert_ne!(record.id, Id(42));
    assert!(engine.finds(Id(42)).await.is_none());
}

async fn every_sign_in_has_an_id_of_its_own(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let (first, second) = (engine.signs_in(&alice).await, engine.signs_in(&alice).await);
    assert_ne!(first.id, second.id);
    engine.database.sessions.delete(&first.id).await.unwrap();
    assert!(!engine.opens(&first).await && engine.opens(&second).await);
}

async fn reading_creates_nothing(engine: &Engine) {
    assert!(engine.finds(Id(1)).await.is_none());
    engine.database.sessions.delete(&Id(1)).await.unwrap();
    engine.database.sessions.touch_session(&domain::DeviceId([1; 32]), START, START + 60).await.unwrap();
    assert_eq!(engine.rows.count_sessions().await, 0);
}

async fn saving_creates_nothing(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let mut record = engine.signs_in(&alice).await;
    record.id = Id(43);
    let _ = engine.database.sessions.save(&record).await;
    assert!(engine.finds(Id(43)).await.is_none());
    assert_eq!(engine.rows.count_sessions().await, 1);
}

// A request that was in flight when the row went brings nothing back.
async fn a_logout_is_final(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let record = engine.signs_in(&alice).await;
    let in_flight = engine.database.sessions.load(&record.id).await.unwrap().unwrap();
    engine.database.sessions.delete(&record.id).await.unwrap();
    let _ = engine.database.sessions.save(&in_flight).await;
    engine.database.sessions.touch_session(&key(&record), START + 60, START + 1_860).await.unwrap();
    assert!(!engine.opens(&record).await);
    assert_eq!(engine.rows.count_sessions().await, 0);
}

async fn the_rows_hold_the_hash_of_the_id_and_never_the_id(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let record = engine.signs_in(&alice).await;
    let leaked = engine.rows.leaked_sessions().await;
    let holds = |secret: &[u8]| leaked.windows(secret.len()).any(|window| window == secret);
    assert!(holds(&key(&record).0), "the positive control: the search finds what is there");
    assert!(!holds(&record.id.0.to_le_bytes()) && !holds(&record.id.0.to_be_bytes()));
    assert!(!holds(record.id.to_string().as_bytes()), "as the cookie spells it");
}

async fn a_session_keeps_a_sign_in_and_nothing_else(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let mut record = engine.signs_in(&alice).await;
    assert!(SignIn::of(&record).is_some());
    record.data.insert("basket".to_owned(), 3.into());
    assert!(matches!(engine.database.sessions.save(&record).await, Err(Error::Encode(_))));
    record.data.clear();
    assert!(matches!(engine.database.sessions.create(&mut record).await, Err(Error::Encode(_))));
    assert_eq!(engine.rows.count_sessions().await, 1);
}
