//! Two nodes that remember sessions, over one PostgreSQL: what changes at one of them, the other hears of. Their race for a
//! session that has ended is run by whole houses (`server/tests/it/nodes/racing.rs`).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use authn::cookie_session::{SignIn, device_id};
use authn::{Clock, NewAccount, PasswordHash, Random, SystemClock, SystemRandom};
use domain::{DeviceId, Role, SandboxId, UserId};
use engines::Postgres;
use store::cache::{LEASE, RENEWED_EVERY, SystemStopwatch};
use store::{Database, PostgresAddress, PostgresStore};
use tempfile::TempDir;
use tower_sessions_core::session::{Id, Record};

/// As long as anything here may take on a machine that is busy.
const PATIENCE: Duration = Duration::from_mins(1);

struct Town {
    server: Postgres,
    address: PostgresAddress,
    _folder: TempDir,
}

impl Town {
    fn found() -> Self {
        // Open to others: as root, the server runs as somebody else.
        let folder = tempfile::Builder::new().permissions(Permissions::from_mode(0o755)).tempdir().unwrap();
        let server = Postgres::start(&folder.path().join("cluster")).unwrap();
        let address = PostgresAddress::of(&server.new_database("town").unwrap()).unwrap();
        Self { server, address, _folder: folder }
    }

    async fn node(&self) -> Database {
        let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) =
            (Arc::new(SystemClock), Arc::new(SystemRandom));
        let store =
            PostgresStore::open(&self.address, 8, Arc::clone(&clock), Arc::clone(&random)).await.unwrap();
        let stopwatch = Arc::new(SystemStopwatch::default());
        Database::from(store).with_session_cache((true, clock, &*random), stopwatch).await
    }
}

/// Alice signs in at a node. Returns the id that her cookie would carry.
async fn sign_in(node: &Database) -> (UserId, Id) {
    let sandbox = SandboxId::default();
    let (email, name) = ("alice@example.test".parse().unwrap(), "Alice".parse().unwrap());
    let password_hash = &PasswordHash::from_stored("the hash of a password".to_owned());
    node.accounts.create_sandbox(&sandbox, &[], 0).await.unwrap();
    let account =
        NewAccount { sandbox: &sandbox, email: &email, name: &name, role: Role::User, password_hash };
    node.accounts.create_account(account, 0).await.unwrap();
    let alice = node.accounts.find_credentials(&sandbox, &email).await.unwrap().unwrap();
    let sign_in = SignIn {
        user: alice.user.clone(),
        sandbox,
        password_version: alice.password_version,
        device: "a browser".to_owned(),
        provider_session: None,
        created_at: 0,
        last_seen_at: 0,
    };
    let (data, expiry_date) = (sign_in.into_data().unwrap(), time::OffsetDateTime::UNIX_EPOCH);
    let mut record = Record { id: Id(0), data, expiry_date };
    node.sessions.create(&mut record).await.unwrap();
    (alice.user.id, record.id)
}

/// What a request does: it asks the memory, and else the row. Returns who it was, and whether the memory knew.
async fn ask(node: &Database, id: Id, key: &DeviceId) -> (bool, bool) {
    if node.sessions.remembered(key).is_some() {
        return (true, true);
    }
    (node.sessions.load(&id).await.is_ok_and(|found| found.is_some()), false)
}

/// Asks until a node answers from memory.
async fn until_remembered(node: &Database, id: Id) {
    let remembered = async { while ask(node, id, &device_id(id)).await != (true, true) {} };
    tokio::time::timeout(PATIENCE, remembered).await.expect("a node that is let alone remembers");
}

/// Asks until a node does not answer from memory, and returns whether it let anybody in then.
async fn until_not_remembered(node: &Database, id: Id) -> bool {
    let read = async {
        loop {
            if let (let_in, false) = ask(node, id, &device_id(id)).await {
                return let_in;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, read).await.expect("it is not remembered for good")
}

// What changes is seen at the other node by the request after it, and not by luck: a hundred times.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_name_is_read_at_the_other_node() {
    let town = Town::found();
    let [here, there] = [town.node().await, town.node().await];
    let (alice, id) = sign_in(&here).await;
    for round in 0..100 {
        until_remembered(&there, id).await;
        let name = format!("Alice {round}");
        here.accounts.change_name(alice, &name.parse().unwrap()).await.unwrap();
        assert!(there.sessions.remembered(&device_id(id)).is_none(), "round {round}");
        let record = there.sessions.load(&id).await.unwrap().unwrap();
        assert_eq!(SignIn::of(&record).unwrap().user.name.as_str(), name);
    }
}

// A node that has died keeps nobody waiting for longer than its lease.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_has_died_is_waited_for_as_long_as_its_lease() {
    let town = Town::found();
    let [here, dies] = [town.node().await, town.node().await];
    let (alice, id) = sign_in(&here).await;
    until_remembered(&dies, id).await;
    let began = Instant::now();
    drop(dies);
    here.sessions.end_all_sessions(alice).await.unwrap();
    assert!(began.elapsed() < LEASE + 4 * RENEWED_EVERY, "after {:?}", began.elapsed());
    // What it may have changed and not announced is everything.
    let (_, id) = sign_in(&here).await;
    until_remembered(&here, id).await;
}

// Without the database nobody is let in from memory; it comes back by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_database_takes_the_memory_along_until_it_is_back() {
    let mut town = Town::found();
    let nodes = [town.node().await, town.node().await];
    let (_, id) = sign_in(&nodes[0]).await;
    for node in &nodes {
        until_remembered(node, id).await;
    }
    town.server.stop();
    let lost = Instant::now();
    for node in &nodes {
        assert!(!until_not_remembered(node, id).await);
    }
    assert!(lost.elapsed() < 2 * LEASE + PATIENCE / 20, "after {:?}", lost.elapsed());
    town.server.start_again().unwrap();
    for node in &nodes {
        until_remembered(node, id).await;
    }
}
