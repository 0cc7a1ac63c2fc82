//! What a change of the account does to its sessions (ASVS 7.4.2, 7.4.3).

use crate::engine::{Engine, START};
use crate::people::{hash, is_account_changed};
use crate::trial::tests;

tests![
    a_new_password_ends_every_session,
    a_disabled_user_has_no_session,
    an_upgraded_hash_ends_nothing,
    a_sign_in_with_the_old_password_comes_too_late,
    a_sign_in_to_a_disabled_account_comes_too_late,
];

async fn a_new_password_ends_every_session(engine: &Engine) {
    let (alice, bob) =
        (engine.somebody("alice@example.test").await, engine.somebody("bob@example.test").await);
    let (hers, his) = (engine.signs_in(&alice).await, engine.signs_in(&bob).await);
    let accounts = &engine.database.accounts;
    assert!(!accounts.change_password(alice.user.id, &hash("new"), 7).await.unwrap(), "another version");
    assert!(engine.opens(&hers).await);
    let version = alice.password_version;
    assert!(accounts.change_password(alice.user.id, &hash("new"), version).await.unwrap());
    assert!(!engine.opens(&hers).await && engine.opens(&his).await);
    let stored = accounts.find_credentials(&engine.sandbox, &alice.user.email).await.unwrap().unwrap();
    assert_eq!((stored.password_version, &stored.password_hash), (version + 1, &Some(hash("new"))));
    let again = engine.signs_in(&stored).await;
    assert!(engine.opens(&again).await);
}

async fn a_disabled_user_has_no_session(engine: &Engine) {
    let (alice, bob) =
        (engine.somebody("alice@example.test").await, engine.somebody("bob@example.test").await);
    let (hers, his) = (engine.signs_in(&alice).await, engine.signs_in(&bob).await);
    engine.database.accounts.disable_user(alice.user.id, START).await.unwrap();
    assert!(!engine.opens(&hers).await && engine.opens(&his).await);
    assert_eq!(engine.rows.count_sessions().await, 1);
}

async fn an_upgraded_hash_ends_nothing(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let hers = engine.signs_in(&alice).await;
    let accounts = &engine.database.accounts;
    accounts.upgrade_hash(alice.user.id, &hash("stronger"), alice.password_version + 1).await.unwrap();
    let stored = accounts.find_credentials(&engine.sandbox, &alice.user.email).await.unwrap().unwrap();
    assert_eq!(stored.password_hash, alice.password_hash, "the password is another by then");
    accounts.upgrade_hash(alice.user.id, &hash("stronger"), alice.password_version).await.unwrap();
    let stored = accounts.find_credentials(&engine.sandbox, &alice.user.email).await.unwrap().unwrap();
    assert_eq!((stored.password_hash, stored.password_version), (Some(hash("stronger")), 1));
    assert!(engine.opens(&hers).await);
}

async fn a_sign_in_with_the_old_password_comes_too_late(engine: &Engine) {
    let checked = engine.somebody("alice@example.test").await;
    assert!(engine.signs_in_through(&checked, None).await.is_ok(), "the positive control");
    let version = checked.password_version;
    assert!(engine.database.accounts.change_password(checked.user.id, &hash("new"), version).await.unwrap());
    let refused = engine.signs_in_through(&checked, None).await.unwrap_err();
    assert!(is_account_changed(&refused), "{refused}");
    assert_eq!(engine.rows.count_sessions().await, 0);
}

async fn a_sign_in_to_a_disabled_account_comes_too_late(engine: &Engine) {
    let checked = engine.somebody("alice@example.test").await;
    engine.database.accounts.disable_user(checked.user.id, START).await.unwrap();
    let refused = engine.signs_in_through(&checked, None).await.unwrap_err();
    assert!(is_account_changed(&refused), "{refused}");
}
