//! A change that the disk has no room for is undone whole, and the next one that has room works: no restart.
//!
//! On a full disk SQLite ends the transaction itself. A trigger that does the same stands in for the disk.

use authn::{Accounts as _, HashingLimits, NewAccount, PasswordHash, Passwords, StoreError, SystemRandom};
use domain::{Email, Role, SandboxId, UserName};
use std::sync::Arc;
use store::SqliteStore;
use tempfile::TempDir;

use crate::database::{execute, open};

async fn create(store: &SqliteStore, email: &str, hash: &PasswordHash) -> Result<bool, StoreError> {
    let (email, name): (Email, UserName) = (email.parse().unwrap(), "Somebody".parse().unwrap());
    let sandbox = SandboxId::default();
    let (sandbox, email, name, role) = (&sandbox, &email, &name, Role::User);
    store.create_account(NewAccount { sandbox, email, name, role, password_hash: hash }, 0).await
}

#[tokio::test]
async fn what_fails_is_undone_and_what_comes_after_works() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("house.db");
    let store = open(&path).await.unwrap();
    authn::Sandboxes::create_sandbox(&store, &SandboxId::default(), &[], 0).await.unwrap();
    execute(
        &path,
        "CREATE TRIGGER full_disk AFTER INSERT ON users WHEN new.email = 'too@much.test'
         BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END",
    )
    .await;
    let passwords = Passwords::new(HashingLimits { at_once: 1, waiting: 1 }, Arc::new(SystemRandom));
    let hash = passwords.turn().await.unwrap().hash(b"a fine password").await.unwrap();

    for round in 0..3 {
        let refused = create(&store, "too@much.test", &hash).await;
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
        let email = format!("{round}@example.test");
        assert!(create(&store, &email, &hash).await.unwrap(), "round {round}");
        let found = store.find_credentials(&SandboxId::default(), &email.parse().unwrap()).await.unwrap();
        assert!(found.is_some(), "what was acknowledged is there");
    }
    let too_much = "too@much.test".parse().unwrap();
    assert!(store.find_credentials(&SandboxId::default(), &too_much).await.unwrap().is_none());
}
