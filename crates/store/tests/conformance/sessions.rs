//! The sessions, as their owners see them and end them (ASVS 7.4, 7.5.2).

use authn::relying_party::{Authentication, Identity, LoggedOut, ProviderSession};
use tower_sessions_core::session::Record;

use crate::engine::{Engine, START};
use crate::people::key;
use crate::trial::tests;

tests![
    devices_are_listed_newest_first,
    ending_one_ends_that_one,
    nobody_ends_somebody_elses,
    ending_all_ends_every_one_of_theirs,
    what_ends_at_a_provider_ends_here,
];

async fn devices_are_listed_newest_first(engine: &Engine) {
    let (alice, bob) =
        (engine.somebody("alice@example.test").await, engine.somebody("bob@example.test").await);
    let first = engine.signs_in(&alice).await;
    engine.signs_in(&bob).await;
    engine.clock.advance(1_000);
    let second = engine.signs_in(&alice).await;
    let listed = engine.database.sessions.devices(alice.user.id, engine.now()).await.unwrap();
    assert_eq!(listed.iter().map(|device| device.id).collect::<Vec<_>>(), [key(&second), key(&first)]);
    let device = &listed[1];
    assert_eq!((device.label.as_str(), device.current), ("a browser", false));
    assert_eq!((device.created_at, device.last_seen_at, device.expires_at), (START, START, START + 1_800));
    // One that has run out is not listed, swept or not.
    engine.clock.advance(800);
    let listed = engine.database.sessions.devices(alice.user.id, engine.now()).await.unwrap();
    assert_eq!(listed.iter().map(|device| device.id).collect::<Vec<_>>(), [key(&second)]);
}

async fn ending_one_ends_that_one(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let (lost, kept) = (engine.signs_in(&alice).await, engine.signs_in(&alice).await);
    assert!(engine.database.sessions.end_session(alice.user.id, &key(&lost)).await.unwrap());
    assert!(!engine.database.sessions.end_session(alice.user.id, &key(&lost)).await.unwrap());
    assert!(!engine.opens(&lost).await && engine.opens(&kept).await);
    assert_eq!(engine.database.sessions.devices(alice.user.id, START).await.unwrap().len(), 1);
}

async fn nobody_ends_somebody_elses(engine: &Engine) {
    let (alice, bob) =
        (engine.somebody("alice@example.test").await, engine.somebody("bob@example.test").await);
    let hers = engine.signs_in(&alice).await;
    assert!(!engine.database.sessions.end_session(bob.user.id, &key(&hers)).await.unwrap());
    assert!(engine.opens(&hers).await);
}

// Claim T12.
async fn ending_all_ends_every_one_of_theirs(engine: &Engine) {
    let (alice, bob) =
        (engine.somebody("alice@example.test").await, engine.somebody("bob@example.test").await);
    let mut hers = Vec::new();
    for _ in 0..3 {
        hers.push(engine.signs_in(&alice).await);
    }
    let his = engine.signs_in(&bob).await;
    assert_eq!(engine.database.sessions.end_all_sessions(alice.user.id).await.unwrap(), 3);
    for record in &hers {
        assert!(!engine.opens(record).await);
    }
    assert!(engine.opens(&his).await);
    assert_eq!(engine.database.sessions.end_all_sessions(alice.user.id).await.unwrap(), 0);
    assert_eq!(engine.rows.count_sessions().await, 1);
}

// A logout token names a person, one session of theirs, or both.
async fn what_ends_at_a_provider_ends_here(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let through = async |subject: &str, sid: &str| -> Record {
        let provider_session = ProviderSession {
            identity: Identity { issuer: "https://idp.example".to_owned(), subject: subject.to_owned() },
            sid: Some(sid.to_owned()),
            offers_logout: true,
            authentication: Authentication::default(),
        };
        engine.signs_in_through(&alice, Some(provider_session)).await.unwrap()
    };
    let (password, laptop) = (engine.signs_in(&alice).await, through("alice", "laptop").await);
    let (phone, others) = (through("alice", "phone").await, through("bob", "laptop").await);
    let ended = async |issuer: &str, subject: Option<&str>, sid: Option<&str>| {
        let logged_out = LoggedOut {
            issuer: issuer.to_owned(),
            subject: subject.map(str::to_owned),
            sid: sid.map(str::to_owned),
        };
        engine.database.sessions.end_sessions_of(&logged_out).await.unwrap()
    };
    assert_eq!(ended("https://other.example", Some("alice"), None).await, 0);
    assert_eq!(ended("https://idp.example", Some("alice"), Some("laptop")).await, 1);
    assert!(!engine.opens(&laptop).await && engine.opens(&phone).await && engine.opens(&others).await);
    assert_eq!(ended("https://idp.example", None, Some("laptop")).await, 1);
    assert!(!engine.opens(&others).await && engine.opens(&phone).await);
    assert_eq!(ended("https://idp.example", Some("alice"), None).await, 1);
    assert!(!engine.opens(&phone).await && engine.opens(&password).await, "a password is nobody else's");
}
