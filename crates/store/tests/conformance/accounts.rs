//! The accounts and their sandboxes.

use authn::relying_party::Identity;
use authn::{Inhabitant, NewAccount};
use domain::{Role, SandboxId, UserId};

use crate::engine::{Engine, START};
use crate::people::hash;
use crate::trial::tests;

tests![
    an_address_is_taken_once,
    an_account_is_found_as_it_was_made,
    accounts_are_listed_by_their_addresses,
    a_role_and_a_name_can_be_changed,
    a_disabled_account_is_nobody,
    a_sandbox_is_made_once,
    a_sandbox_begins_anew,
];

async fn an_address_is_taken_once(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let (name, other) = ("Mallory".parse().unwrap(), hash("another"));
    let again = NewAccount {
        sandbox: &engine.sandbox,
        email: &alice.user.email,
        name: &name,
        role: Role::Admin,
        password_hash: &other,
    };
    assert!(!engine.database.accounts.create_account(again, START).await.unwrap());
    let found = engine.database.accounts.find_credentials(&engine.sandbox, &alice.user.email).await.unwrap();
    let found = found.unwrap();
    assert_eq!((found.user, found.password_hash), (alice.user, alice.password_hash));
}

async fn an_account_is_found_as_it_was_made(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    assert_eq!((alice.user.name.as_str(), alice.user.role), ("Somebody", Role::User));
    assert_eq!((alice.password_version, alice.disabled), (1, false));
    assert_eq!(engine.database.accounts.find_user(alice.user.id).await.unwrap(), Some(alice.user.clone()));
    assert_eq!(engine.database.accounts.find_user(UserId(alice.user.id.0 + 1)).await.unwrap(), None);
    let elsewhere: SandboxId = "a-sandbox-of-my-own-00".parse().unwrap();
    engine.database.accounts.create_sandbox(&elsewhere, &[], START).await.unwrap();
    let found = engine.database.accounts.find_credentials(&elsewhere, &alice.user.email).await.unwrap();
    assert!(found.is_none(), "another sandbox");
}

// Whatever language the database speaks: capitals, signs and letters from elsewhere sort by their bytes.
async fn accounts_are_listed_by_their_addresses(engine: &Engine) {
    for email in
        ["b@example.test", "_z@example.test", "é@example.test", "a-c@example.test", "ab@example.test"]
    {
        engine.somebody(email).await;
    }
    let list = async |limit| {
        let users = engine.database.accounts.accounts(&engine.sandbox, limit).await.unwrap();
        users.iter().map(|user| user.email.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        list(100).await,
        ["_z@example.test", "a-c@example.test", "ab@example.test", "b@example.test", "é@example.test"]
    );
    assert_eq!(list(2).await.len(), 2);
}

async fn a_role_and_a_name_can_be_changed(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await.user;
    let accounts = &engine.database.accounts;
    assert!(accounts.set_role(alice.id, Role::Admin).await.unwrap());
    assert!(!accounts.set_role(UserId(404), Role::Admin).await.unwrap());
    let name = "Alice O’Liddell 🐇".parse().unwrap();
    let changed = accounts.change_name(alice.id, &name).await.unwrap().unwrap();
    assert_eq!((&changed.name, changed.role), (&name, Role::Admin));
    assert_eq!(accounts.find_user(alice.id).await.unwrap(), Some(changed));
    assert_eq!(accounts.change_name(UserId(404), &name).await.unwrap(), None);
}

async fn a_disabled_account_is_nobody(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await.user;
    let accounts = &engine.database.accounts;
    for _ in 0..2 {
        accounts.disable_user(alice.id, START).await.unwrap();
    }
    assert_eq!(accounts.find_user(alice.id).await.unwrap(), None);
    let found = accounts.find_credentials(&engine.sandbox, &alice.email).await.unwrap().unwrap();
    assert!(found.disabled);
    assert_eq!(accounts.change_name(alice.id, &alice.name).await.unwrap(), None);
    assert!(!accounts.change_password(alice.id, &hash("new"), 1).await.unwrap());
}

async fn a_sandbox_is_made_once(engine: &Engine) {
    let accounts = &engine.database.accounts;
    let sandbox: SandboxId = "a-sandbox-of-my-own-00".parse().unwrap();
    assert!(!accounts.sandbox_exists(&sandbox).await.unwrap());
    let (email, name, hash) = ("alice@example.test".parse().unwrap(), "Alice".parse().unwrap(), hash("hers"));
    let identity = Identity { issuer: "https://idp.example".to_owned(), subject: "alice".to_owned() };
    let account =
        NewAccount { sandbox: &sandbox, email: &email, name: &name, role: Role::User, password_hash: &hash };
    let alice = [Inhabitant { account, identity: Some(identity.clone()) }];
    accounts.create_sandbox(&sandbox, &alice, START).await.unwrap();
    assert!(accounts.sandbox_exists(&sandbox).await.unwrap());
    let found = accounts.find_account_of(&sandbox, &identity).await.unwrap().unwrap();
    assert_eq!(found.user.email, email);
    accounts.set_role(found.user.id, Role::Admin).await.unwrap();
    accounts.create_sandbox(&sandbox, &alice, START).await.unwrap();
    let found = accounts.find_user(found.user.id).await.unwrap().unwrap();
    assert_eq!(found.role, Role::Admin, "it is left as it is");
}

// Whoever was signed in there no longer is, and nobody elsewhere notices.
async fn a_sandbox_begins_anew(engine: &Engine) {
    let accounts = &engine.database.accounts;
    let before = engine.somebody("alice@example.test").await;
    let hers = engine.signs_in(&before).await;
    let elsewhere: SandboxId = "a-sandbox-of-my-own-00".parse().unwrap();
    accounts.create_sandbox(&elsewhere, &[], START).await.unwrap();
    let (email, name, new) = (before.user.email.clone(), "Alice".parse().unwrap(), hash("new"));
    let account =
        |sandbox| NewAccount { sandbox, email: &email, name: &name, role: Role::User, password_hash: &new };
    assert!(accounts.create_account(account(&elsewhere), START).await.unwrap());
    let alice = [Inhabitant { account: account(&engine.sandbox), identity: None }];
    accounts.reset_sandbox(&engine.sandbox, &alice, START).await.unwrap();

    assert!(!engine.opens(&hers).await);
    assert_eq!(engine.rows.count_sessions().await, 0);
    let after = accounts.find_credentials(&engine.sandbox, &email).await.unwrap().unwrap();
    assert_eq!(after.password_hash, Some(hash("new")));
    assert_ne!(after.user.id, before.user.id, "the number of a deleted user is never given to another");
    assert!(accounts.find_credentials(&elsewhere, &email).await.unwrap().is_some());
}
