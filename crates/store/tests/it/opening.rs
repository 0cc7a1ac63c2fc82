//! A database that cannot be used is left as it was, and said so in a sentence.

use authn::Sandboxes as _;
use domain::SandboxId;
use store::OpenError;
use tempfile::TempDir;

use crate::database::{execute, open};

#[tokio::test]
async fn what_was_written_is_there_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("house.db");
    let store = open(&path).await.unwrap();
    store.create_sandbox(&SandboxId::default(), &[], 0).await.unwrap();
    store.close().await;
    assert!(open(&path).await.unwrap().sandbox_exists(&SandboxId::default()).await.unwrap());
}

#[tokio::test]
async fn something_else_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("house.db");
    let letter = "Dear Alice,\n".repeat(1_000);
    std::fs::write(&path, &letter).unwrap();
    let error = open(&path).await.unwrap_err();
    assert!(matches!(error, OpenError::NotADatabase(_)), "{error}");
    assert!(error.to_string().contains("--database"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), letter);
}

#[tokio::test]
async fn a_torn_database_is_reported() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("house.db");
    open(&path).await.unwrap().close().await;
    let bytes = std::fs::read(&path).unwrap();
    let mut torn = bytes.clone();
    torn[100..4_096].fill(0xff);
    std::fs::write(&path, &torn).unwrap();
    let error = open(&path).await.unwrap_err();
    assert!(matches!(error, OpenError::NotADatabase(_)), "{error}");
}

#[tokio::test]
async fn a_newer_database_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("house.db");
    open(&path).await.unwrap().close().await;
    execute(
        &path,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'of tomorrow', TRUE, x'00', 0)",
    )
    .await;
    let error = open(&path).await.unwrap_err();
    assert!(matches!(error, OpenError::Newer(_)), "{error}");
}

#[tokio::test]
async fn a_place_where_nothing_can_be_written_is_named() {
    let folder = TempDir::new().unwrap();
    for path in [folder.path().to_owned(), folder.path().join("no/such/folder/house.db")] {
        let error = open(&path).await.unwrap_err();
        assert!(matches!(error, OpenError::NotWritable(..)), "{error}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = TempDir::new().unwrap();
    let store = open(&folder.path().join("house.db")).await.unwrap();
    store.create_sandbox(&SandboxId::default(), &[], 0).await.unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", entry.path());
    }
}
