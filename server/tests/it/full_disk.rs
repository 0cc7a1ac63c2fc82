//! A disk that is full, and not in play: the database lies in a file system of a few mebibytes that nobody has but the program, and it
//! is filled up. Nobody is let in, nothing is half done, and whoever makes room need not restart anything.
//!
//! What a full disk can still do is read. A session that was noted to be in use less than a minute ago goes on being answered until
//! that is to be noted again: its row is as true as before, for whoever wants to end it on the same disk is told that it did not end.
//! A minute later it gets 503 like everybody.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use authn::cookie_session::device_id;
use authn::{Clock as _, SystemClock, SystemRandom};
use axum::http::Method;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::UserId;
use serde_json::{Value, json};
use store::SqliteStore;
use tempfile::TempDir;
use tokio::process::Command;
use tower_sessions::session::Id;

use crate::lost_database::in_time;
use crate::program::Program;

const ALICE: UserId = UserId(1);
/// Sessions of Alice's: one that has to be noted as in use, and one that has not, however slow the machine is.
const DUE: Id = Id(1);
const NOT_DUE: Id = Id(2);

/// A program with its database on a small disk.
struct OnASmallDisk {
    program: Program,
    /// The disk, as seen from here.
    disk: PathBuf,
}

impl OnASmallDisk {
    async fn start() -> Self {
        let folder = with_sessions().await;
        let disk = folder.path().join("disk");
        fs::create_dir(&disk).unwrap();
        let mut command = Command::new("unshare");
        // A mount that is seen in here and nowhere else needs no root, and goes with the program.
        command.args(["--map-root-user", "--mount", "sh", "-c"]);
        command.arg(r#"mount -t tmpfs -o size=16m none "$0" && cp "$1" "$0" && shift && exec "$@""#);
        command.arg(&disk).arg(folder.path().join("two-doors.db")).arg(env!("CARGO_BIN_EXE_two-doors"));
        let database = disk.join("two-doors.db").to_string_lossy().into_owned();
        let program = Program::start_by(command, engines::free_port().unwrap(), &database, folder, &[]).await;
        let disk = Path::new("/proc")
            .join(program.process().to_string())
            .join("root")
            .join(disk.strip_prefix("/").unwrap());
        Self { program, disk }
    }

    /// Takes all the room there is.
    fn fill(&self) {
        let mut ballast = File::create(self.ballast()).unwrap();
        let full = std::iter::repeat_with(|| ballast.write_all(&[1; 4_096])).find_map(Result::err);
        assert_eq!(full.map(|error| error.kind()), Some(ErrorKind::StorageFull));
    }

    fn make_room(&self) {
        fs::remove_file(self.ballast()).unwrap();
    }

    fn ballast(&self) -> PathBuf {
        self.disk.join("ballast")
    }

    /// The status of an answer, which must come in time; of a refusal also what it is to say.
    async fn status(&self, method: Method, path: &str, session: Id, body: &Value) -> u16 {
        let cookie = BASE64_URL_SAFE_NO_PAD.encode(session.0.to_le_bytes());
        let answer = in_time(self.program.send(method, path, &cookie, body)).await;
        let status = answer.status().as_u16();
        if status == 503 {
            let page = path == "/account";
            assert!(page || answer.headers()["retry-after"] == "60", "{path}");
            assert!(!answer.headers().contains_key("set-cookie"), "{path} is no reason to sign anybody out");
        }
        status
    }

    async fn profile(&self, session: Id) -> u16 {
        self.status(Method::GET, "/api/session/profile/me", session, &Value::Null).await
    }

    async fn log_in(&self, email: &str, password: &str) -> u16 {
        let credentials = json!({ "email": email, "password": password });
        self.status(Method::POST, "/api/session/login", Id(0), &credentials).await
    }
}

/// A database as the program makes it, with the two sessions.
async fn with_sessions() -> TempDir {
    let folder = Program::start(&[]).await.kill().await;
    let path = folder.path().join("two-doors.db");
    let store = SqliteStore::open(&path, Arc::new(SystemClock), Arc::new(SystemRandom)).await.unwrap();
    let now = SystemClock.now();
    store.begin_sessions(ALICE, &[device_id(DUE)], now - 120).await.unwrap();
    store.begin_sessions(ALICE, &[device_id(NOT_DUE)], now + 600).await.unwrap();
    // All of it into the one file.
    store.close().await;
    folder
}

#[tokio::test]
async fn nobody_is_let_in_and_nothing_is_half_done() {
    let house = OnASmallDisk::start().await;
    assert_eq!(house.log_in("alice@example.test", "alice-through-the-glass").await, 200, "there is room");
    house.fill();

    let bob = json!({ "email": "bob@example.test", "name": "Bob", "password": "a fine password" });
    let new_password = json!("current=alice-through-the-glass&new=another+fine+password");
    for (method, path, body) in [
        (Method::POST, "/api/accounts", &bob),
        (Method::PUT, "/api/session/name", &json!({ "name": "Nobody" })),
        (Method::POST, "/fn/session/change_password", &new_password),
        (Method::DELETE, "/api/session/devices", &Value::Null),
        (Method::POST, "/api/session/logout", &Value::Null),
        (Method::POST, "/api/lab/sandboxes", &Value::Null),
    ] {
        assert_eq!(house.status(method.clone(), path, NOT_DUE, body).await, 503, "{method} {path}");
    }
    assert_eq!(house.log_in("alice@example.test", "alice-through-the-glass").await, 503);
    for path in ["/api/session/profile/me", "/api/session/picture/me", "/api/session/export", "/account"] {
        assert_eq!(house.status(Method::GET, path, DUE, &Value::Null).await, 503, "{path}");
    }
    assert_eq!(house.profile(NOT_DUE).await, 200, "what can be read is still true");
    assert_eq!(house.profile(Id(3)).await, 401, "and what is not there is still not there");

    house.make_room();
    assert_eq!(house.profile(DUE).await, 200, "without a restart");
    assert_eq!(house.profile(NOT_DUE).await, 200, "an end that was refused did not end it");
    assert_eq!(house.log_in("alice@example.test", "another fine password").await, 401);
    assert_eq!(house.log_in("alice@example.test", "alice-through-the-glass").await, 200);
    assert_eq!(house.log_in("bob@example.test", "a fine password").await, 401, "nothing was half done");
    assert_eq!(house.status(Method::POST, "/api/accounts", Id(0), &bob).await, 202);
    assert_eq!(house.log_in("bob@example.test", "a fine password").await, 200);
}
