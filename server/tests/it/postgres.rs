//! The whole app over a PostgreSQL server of the test's own, which is stopped and started again.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use axum::http::Method;
use engines::Postgres;
use serde_json::json;
use tempfile::TempDir;

use crate::browser::{ADMIN, ALICE, Browser};
use crate::experiments::a_reset_forgets_everything_in;
use crate::house::TestHouse;
use crate::lost_database::{in_time, nobody_gets_in};
use crate::program::Program;

/// A server, which is stopped before its folder goes.
pub(crate) struct Cluster {
    pub(crate) server: Postgres,
    _folder: TempDir,
}

impl Cluster {
    pub(crate) fn start() -> Self {
        // Open to others: as root, the server runs as somebody else.
        let folder = tempfile::Builder::new().permissions(Permissions::from_mode(0o755)).tempdir().unwrap();
        Self { server: Postgres::start(&folder.path().join("cluster")).unwrap(), _folder: folder }
    }

    async fn house(&self, name: &str) -> TestHouse {
        let url = self.server.new_database(name).unwrap();
        TestHouse::open_over(url.parse().unwrap()).await
    }
}

#[tokio::test]
async fn the_session_door_opens_and_closes() {
    let cluster = Cluster::start();
    let house = cluster.house("house").await;
    let (mut laptop, mut phone) = (Browser::new(&house), Browser::new(&house));
    let account = json!({ "email": "dinah@example.test", "name": "Dinah", "password": "a fine password" });
    for _ in 0..2 {
        assert_eq!(laptop.post("/api/accounts", &account).await.status, 202, "free or taken");
    }
    let dinah = ("dinah@example.test", "a fine password");
    laptop.log_in(("dinah@example.test", "another")).await.refused(401);
    for browser in [&mut laptop, &mut phone] {
        assert_eq!(browser.log_in(dinah).await.status, 200);
    }
    let (profile, queries) = store::noting(laptop.profile()).await;
    assert_eq!(profile.json()["email"], dinah.0);
    assert_eq!(queries, ["read the session and its user"], "one round trip");
    assert_eq!(laptop.put("/api/session/name", &json!({ "name": "Dinah the cat" })).await.status, 200);
    assert_eq!(phone.profile().await.json()["name"], "Dinah the cat");
    assert_eq!(laptop.get("/api/session/devices").await.json().as_array().unwrap().len(), 2);
    house.clock.advance(60);
    let (_, queries) = store::noting(phone.profile()).await;
    assert_eq!(queries, ["read the session and its user", "touch the session"]);

    // A new password ends every other session, and this one goes on under another id.
    let old = laptop.session_cookie().unwrap();
    let change = "current=a+fine+password&new=a+finer+password";
    assert_eq!(laptop.post_form("/fn/session/change_password", change).await.status, 200);
    assert_eq!(laptop.profile().await.status, 200);
    laptop.with_session(&old).profile().await.refused(401);
    phone.profile().await.refused(401);
    let dinah = (dinah.0, "a finer password");
    assert_eq!(phone.log_in(dinah).await.status, 200);
    let copy = phone.session_cookie().unwrap();
    assert_eq!(phone.call(Method::POST, "/api/session/logout").await.status, 200);
    laptop.with_session(&copy).profile().await.refused(401);
    let copy = laptop.session_cookie().unwrap();
    assert_eq!(laptop.call(Method::DELETE, "/api/session/devices").await.status, 200);
    laptop.with_session(&copy).profile().await.refused(401);

    // The admin's list, and the other door.
    laptop.log_in(ADMIN).await;
    assert_eq!(laptop.get("/api/session/accounts").await.json().as_array().unwrap().len(), 3);
    let access_token = laptop.access_token(ALICE).await;
    assert_eq!(laptop.profile_jwt(&access_token).await.json()["email"], ALICE.0);
}

#[tokio::test]
async fn a_sandbox_begins_anew() {
    let cluster = Cluster::start();
    a_reset_forgets_everything_in(&cluster.house("house").await).await;
}

// ASVS 16.5.2, 16.5.3: every address refuses in time, nobody is let in, and nobody has to start the program again.
#[tokio::test]
async fn a_server_that_stops_lets_nobody_in_until_it_is_back() {
    let mut cluster = Cluster::start();
    let house = cluster.house("house").await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let (access_token, admins) = (browser.access_token(ALICE).await, browser.access_token(ADMIN).await);
    let cookie = browser.session_cookie();
    for round in 0..2 {
        cluster.server.stop();
        in_time(browser.profile()).await.refused(503);
        if round == 0 {
            nobody_gets_in(&mut browser, [&access_token, &admins]).await;
        }
        cluster.server.start_again().unwrap();
        let back = browser.profile().await;
        assert_eq!((back.status.as_u16(), browser.session_cookie()), (200, cookie.clone()), "{}", back.text);
    }
}

// A server that hangs refuses nothing: nobody would ever be told.
#[tokio::test]
async fn a_server_that_says_nothing_is_lost_in_time() {
    let cluster = Cluster::start();
    let house = cluster.house("house").await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    {
        let _hangs = Hangs::of(&cluster.server);
        for path in ["/api/session/profile/me", "/api/session/devices", "/account"] {
            assert_eq!(in_time(browser.get(path)).await.status, 503, "{path}");
        }
    }
    assert_eq!(browser.profile().await.status, 200);
}

/// A server whose processes all stand still, until this is dropped.
struct Hangs(Vec<String>);

impl Hangs {
    fn of(server: &Postgres) -> Self {
        let owner = server.process().unwrap();
        let children = std::fs::read_to_string(format!("/proc/{owner}/task/{owner}/children")).unwrap();
        let processes =
            std::iter::once(owner.to_string()).chain(children.split_whitespace().map(str::to_owned));
        let hangs = Self(processes.collect());
        hangs.signal("STOP");
        hangs
    }

    fn signal(&self, name: &str) {
        assert!(
            std::process::Command::new("kill").args(["-s", name]).args(&self.0).status().unwrap().success()
        );
    }
}

impl Drop for Hangs {
    fn drop(&mut self) {
        self.signal("CONT");
    }
}

// A run that reads rows, played by the program itself.
#[tokio::test]
async fn the_program_plays_an_experiment() {
    let cluster = Cluster::start();
    let url = cluster.server.new_database("house").unwrap();
    let program = Program::start_over(&url, TempDir::new().unwrap(), &[]).await;
    let runs = "/api/lab/experiments/replay-after-logout/runs";
    for (door, verdict) in [("local_storage_jwt", "fell"), ("cookie_session", "stood")] {
        let answer = program.post(&program.app, runs, &json!({ "door": door })).await;
        assert_eq!(answer["run"]["verdict"], verdict, "{answer}");
    }
    let kept = program.get(&program.app, runs).await;
    assert_eq!(kept.as_array().unwrap().len(), 2);
    assert!(program.page("/claims").await.contains("replay-after-logout"));
}
