//! The token room's rows: what has run out is not kept, and what was ended stays ended.

use std::path::Path;

use domain::{SandboxId, UserId};
use lab::rooms::jwt::{Family, NewRefreshToken, RefreshTokenHash, Rotation, TokenRows as _};
use lab::rooms::{RoomRows as _, RoomTable};
use sqlx::{ConnectOptions as _, Connection as _};
use store::SqliteStore;
use tempfile::TempDir;

use crate::database::{execute, open};

const ALICE: UserId = UserId(1);

fn token(text: &str, expires_at: i64) -> NewRefreshToken {
    NewRefreshToken { hash: RefreshTokenHash::of(text), access_jti: format!("{text}'s jti"), expires_at }
}

async fn with_alice(path: &Path) -> SqliteStore {
    let store = open(path).await.unwrap();
    execute(path, "INSERT INTO sandboxes (id, created_at) VALUES ('default', 0)").await;
    execute(
        path,
        "INSERT INTO users (id, sandbox, email, name, role, password_hash, created_at)
         VALUES (1, 'default', 'alice@example.test', 'Alice', 'user', '', 0)",
    )
    .await;
    store
}

async fn count(path: &Path, sql: &'static str) -> i64 {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    let mut connection = options.connect().await.unwrap();
    let count = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    count
}

// Whoever looks at the rows learns that they are there, and not what would name them.
#[tokio::test]
async fn a_look_into_the_room_leaves_nothing_of_a_row_whole() {
    let folder = TempDir::new().unwrap();
    let store = with_alice(&folder.path().join("test.db")).await;
    let sandbox = SandboxId::default();
    let family = Family("a-family-with-a-name".to_owned());
    store.begin_family(&sandbox, ALICE, &family, &token("first", 100), 0).await.unwrap();
    store.deny(&sandbox, "jti:an-access-token", "an-access-token", 100, 0).await.unwrap();

    let look = async |table| store.room_rows(&sandbox, table, 10).await.unwrap();
    let tokens = look(RoomTable::RefreshTokens).await;
    assert_eq!((tokens[0].key.len(), tokens[0].says.as_str()), (8, "valid, of family a-fami"));
    let denied = look(RoomTable::Denylist).await;
    assert_eq!((denied[0].key.as_str(), denied[0].expires_at), ("jti:an-acc", 100));
    assert!(
        look(RoomTable::NaiveSessions).await.is_empty() && look(RoomTable::DeniedTokens).await.is_empty()
    );
    assert!(store.room_rows(&sandbox, RoomTable::Denylist, 0).await.unwrap().is_empty(), "bounded");
}

#[tokio::test]
async fn what_has_expired_is_forgotten() {
    let (folder, sandbox) = (TempDir::new().unwrap(), SandboxId::default());
    let path = folder.path().join("two-doors.db");
    let store = with_alice(&path).await;
    for (name, expires_at) in [("first", 10), ("second", 20)] {
        store.deny(&sandbox, name, "no jti", expires_at, 0).await.unwrap();
        store
            .begin_family(&sandbox, ALICE, &Family(name.to_owned()), &token(name, expires_at), 0)
            .await
            .unwrap();
    }
    let entries = ["first".to_owned(), "other".to_owned()];
    assert!(store.is_denied(&sandbox, &entries).await.unwrap());
    assert_eq!(count(&path, "SELECT COUNT(*) FROM denylist").await, 2);
    store.deny(&sandbox, "third", "no jti", 30, 10).await.unwrap();
    assert!(!store.is_denied(&sandbox, &entries).await.unwrap());
    assert_eq!(count(&path, "SELECT COUNT(*) FROM denylist").await, 2, "one came, one went");
    assert_eq!(count(&path, "SELECT COUNT(*) FROM refresh_tokens").await, 1);
    store.close().await;
}

#[tokio::test]
async fn a_family_ends_whole_and_for_good() {
    let (folder, sandbox) = (TempDir::new().unwrap(), SandboxId::default());
    let path = folder.path().join("two-doors.db");
    let store = with_alice(&path).await;
    let rotate = async |from: &str, to: &str| {
        let rotation = store.rotate(&sandbox, &RefreshTokenHash::of(from), &token(to, 100), 0).await;
        rotation.unwrap()
    };
    for family in ["stolen", "given-back"] {
        let first = token(family, 100);
        store.begin_family(&sandbox, ALICE, &Family(family.to_owned()), &first, 0).await.unwrap();
    }
    assert_eq!(rotate("stolen", "next").await, Rotation::Rotated(ALICE));
    assert_eq!(rotate("stolen", "again").await, Rotation::Reused(ALICE));
    assert_eq!(rotate("again", "on").await, Rotation::Unknown, "nothing was given out for a second use");
    for _ in 0..2 {
        assert_eq!(rotate("next", "on").await, Rotation::Reused(ALICE));
    }
    // Signing out ends the family by the name of an access token that was given out with one of it.
    assert_eq!(rotate("given-back", "latest").await, Rotation::Rotated(ALICE));
    store.deny(&sandbox, "entry", "latest's jti", 100, 0).await.unwrap();
    assert_eq!(rotate("latest", "on").await, Rotation::Reused(ALICE));
    assert_eq!(count(&path, "SELECT COUNT(*) FROM refresh_tokens WHERE state <> 'revoked'").await, 0);
    store.close().await;
}
