//! What a crowd leaves behind is what everybody of it alone would have: a row a session, an entry a logout.

use authn::cookie_session::device_id;
use domain::{SandboxId, UserId};
use lab::rooms::jwt::TokenRows as _;
use tempfile::TempDir;
use tower_sessions_core::SessionStore as _;
use tower_sessions_core::session::Id;

use crate::database::{execute, open};

#[tokio::test]
async fn a_crowd_signs_in_and_out_and_is_counted() {
    let (folder, sandbox) = (TempDir::new().unwrap(), SandboxId::default());
    let path = folder.path().join("two-doors.db");
    let store = open(&path).await.unwrap();
    execute(&path, "INSERT INTO sandboxes (id, created_at) VALUES ('default', 0)").await;
    execute(
        &path,
        "INSERT INTO users (id, sandbox, email, name, role, password_hash, created_at)
         VALUES (1, 'default', 'alice@example.test', 'Alice', 'user', '', 0)",
    )
    .await;
    let ids = [1, 2, 3].map(Id);
    let far = 32_000_000_000;
    store.begin_sessions(UserId(1), &ids.map(device_id), far).await.unwrap();
    assert_eq!(store.kept_of_sessions().await.unwrap().rows, 3);
    store.end_sessions(&[device_id(ids[0]), device_id(ids[1])]).await.unwrap();
    let entries = ["jti:1".to_owned(), "jti:2".to_owned()];
    store.deny_all(&sandbox, &entries, far).await.unwrap();
    let (sessions, denylist) =
        (store.kept_of_sessions().await.unwrap(), store.kept_of_denylist().await.unwrap());
    assert_eq!((sessions.rows, denylist.rows, store.count_denied(&sandbox).await.unwrap()), (1, 2, 2));
    assert!(sessions.bytes >= 4096 && denylist.bytes >= 4096, "{sessions:?} {denylist:?}");

    // Each is what a request for it finds.
    let mut found = Vec::new();
    for id in &ids {
        found.push(store.load(id).await.unwrap().is_some());
    }
    assert_eq!(found, [false, false, true]);
    assert!(store.is_denied(&sandbox, &entries).await.unwrap());
    assert!(!store.is_denied(&sandbox, &["jti:3".to_owned(), String::new()]).await.unwrap());
    store.close().await;
}
