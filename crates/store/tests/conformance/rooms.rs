//! The rooms that keep ids which browsers chose, and tokens that were given back.

use lab::rooms::naive_session::{LIFETIME, SessionIdHash};
use lab::rooms::{RoomRow, RoomTable};

use crate::engine::{Engine, START};
use crate::people::hash;
use crate::trial::tests;

tests![
    an_unused_session_is_nobodys_until_somebody_signs_in,
    of_too_many_unused_sessions_the_oldest_go,
    a_naive_session_ends_with_its_password,
    a_naive_session_runs_out,
    a_token_that_was_given_back_is_denied_until_it_runs_out,
    a_look_into_a_room_shows_the_first_characters,
];

const ID: SessionIdHash = SessionIdHash([7; 32]);

async fn an_unused_session_is_nobodys_until_somebody_signs_in(engine: &Engine) {
    let (lab, alice) = (&engine.database.lab, engine.somebody("alice@example.test").await);
    assert_eq!(lab.naive_session(&ID, None, START).await.unwrap(), None);
    lab.add_unused_session(&ID, &engine.sandbox, START, 10).await.unwrap();
    let found = lab.naive_session(&ID, None, START).await.unwrap().unwrap();
    assert_eq!((found.sandbox, found.user), (engine.sandbox.clone(), None));
    assert!(lab.sign_in_to_session(&ID, &engine.sandbox, &alice, START).await.unwrap());
    for sandbox in [None, Some(&engine.sandbox)] {
        let found = lab.naive_session(&ID, sandbox, START).await.unwrap().unwrap();
        assert_eq!(found.user.as_ref(), Some(&alice.user));
    }
    // Another look at the page takes nobody out.
    lab.add_unused_session(&ID, &engine.sandbox, START, 10).await.unwrap();
    assert!(lab.naive_session(&ID, None, START).await.unwrap().unwrap().user.is_some());
    let elsewhere = "a-sandbox-of-my-own-00".parse().unwrap();
    assert_eq!(lab.naive_session(&ID, Some(&elsewhere), START).await.unwrap(), None);
    lab.end_naive_session(&ID, &engine.sandbox).await.unwrap();
    assert_eq!(lab.naive_session(&ID, None, START).await.unwrap(), None);
}

async fn of_too_many_unused_sessions_the_oldest_go(engine: &Engine) {
    let lab = &engine.database.lab;
    for id in 0..5 {
        lab.add_unused_session(&SessionIdHash([id; 32]), &engine.sandbox, START, 3).await.unwrap();
    }
    let mut kept = Vec::new();
    for id in 0..5 {
        kept.push(lab.naive_session(&SessionIdHash([id; 32]), None, START).await.unwrap().is_some());
    }
    assert_eq!(kept, [false, false, true, true, true]);
}

async fn a_naive_session_ends_with_its_password(engine: &Engine) {
    let (lab, alice) = (&engine.database.lab, engine.somebody("alice@example.test").await);
    assert!(lab.sign_in_to_session(&ID, &engine.sandbox, &alice, START).await.unwrap());
    let changed = engine.database.accounts.change_password(alice.user.id, &hash("new"), 1).await;
    assert!(changed.unwrap());
    assert_eq!(lab.naive_session(&ID, None, START).await.unwrap().unwrap().user, None);
    assert!(!lab.sign_in_to_session(&ID, &engine.sandbox, &alice, START).await.unwrap(), "the old one");
}

async fn a_naive_session_runs_out(engine: &Engine) {
    let lab = &engine.database.lab;
    lab.add_unused_session(&ID, &engine.sandbox, START, 10).await.unwrap();
    assert!(lab.naive_session(&ID, None, START + LIFETIME - 1).await.unwrap().is_some());
    assert!(lab.naive_session(&ID, None, START + LIFETIME).await.unwrap().is_none());
    let another = SessionIdHash([8; 32]);
    lab.add_unused_session(&another, &engine.sandbox, START + LIFETIME, 10).await.unwrap();
    assert!(lab.naive_session(&ID, None, START).await.unwrap().is_none(), "and goes when another is added");
}

async fn a_token_that_was_given_back_is_denied_until_it_runs_out(engine: &Engine) {
    let lab = &engine.database.lab;
    for _ in 0..2 {
        lab.deny_token(&engine.sandbox, "a token", START + 60, START).await.unwrap();
    }
    let denied = async |jti| lab.is_token_denied(&engine.sandbox, jti).await.unwrap();
    assert!(denied("a token").await && !denied("another").await);
    lab.deny_token(&engine.sandbox, "another", START + 120, START + 60).await.unwrap();
    assert!(!denied("a token").await && denied("another").await, "from then on it says so itself");
}

async fn a_look_into_a_room_shows_the_first_characters(engine: &Engine) {
    let (lab, alice) = (&engine.database.lab, engine.somebody("alice@example.test").await);
    lab.deny_token(&engine.sandbox, "0123456789", START + 60, START).await.unwrap();
    lab.sign_in_to_session(&ID, &engine.sandbox, &alice, START).await.unwrap();
    lab.add_unused_session(&SessionIdHash([0xab; 32]), &engine.sandbox, START + 1, 10).await.unwrap();
    let look = async |table| lab.room_rows(&engine.sandbox, table, 10).await.unwrap();
    let row = |key: &str, says: &str, expires_at| RoomRow {
        key: key.to_owned(),
        says: says.to_owned(),
        expires_at,
    };
    assert_eq!(look(RoomTable::DeniedTokens).await, [row("jti:012345", "given back", START + 60)]);
    assert_eq!(
        look(RoomTable::NaiveSessions).await,
        [
            row("abababab", "nobody yet", START + 1 + LIFETIME),
            row("07070707", "alice@example.test", START + LIFETIME)
        ]
    );
    assert_eq!(
        lab.room_rows(&engine.sandbox, RoomTable::NaiveSessions, 1).await.unwrap().len(),
        1,
        "bounded"
    );
}
