//! Does a sweep hold up everybody else? A million sessions run out while `GET /api/session/profile/me` is asked every two
//! milliseconds on one connection: ten seconds while they all lie there, and from the moment that the first of them is swept
//! out until the last is. The 99th percentile of the second is to stay within twice that of the first.
//!
//! They all run out in the same second, so in SQLite each batch of the sweep is a stretch of the table, and the rows of a real day lie
//! more scattered; in PostgreSQL they do here as well.
//!
//! The cache is off, so that each request reads its row from the table that the sweep writes. PostgreSQL runs beside the program,
//! on the same cores.
//!
//! ```text
//! cargo bench -p server --bench sweep
//! ```

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod program_under_test;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use authn::cookie_session::IDLE_TIMEOUT;
use authn::{Clock as _, SystemClock, SystemRandom};
use domain::{DeviceId, UserId};
use engines::Postgres;
use program_under_test::{Server, compare};
use store::{Database, SqliteStore};
use tokio::runtime::Runtime;

const ALL: usize = 1_000_000;
const AT_ONCE: usize = 10_000;
const AT_MOST: f64 = 2.0;
const BEFORE: Duration = Duration::from_secs(10);
/// Seconds in which the rows are written, and asked beside, before they run out. The program looks once a minute.
const UNTIL_OVER: i64 = 90;
const UNTIL_SWEPT: Duration = Duration::from_mins(10);

const CROWD: UserId = UserId(1);
/// Has two sessions: one runs out a second before all others, and one a second after them.
const MARKED: UserId = UserId(2);

fn main() {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sqlite = folder.path().join("bench.db");
    println!("SQLite");
    let on_sqlite = measure(&runtime, folder.path(), &sqlite.to_string_lossy(), |over| {
        runtime.block_on(fill(&sqlite, over));
    });
    let postgres = Postgres::start(&folder.path().join("postgres")).unwrap();
    let url = postgres.new_database("bench").unwrap();
    println!("PostgreSQL");
    let on_postgres = measure(&runtime, folder.path(), &url, |over| fill_postgres(&url, over));
    for ratio in [on_sqlite, on_postgres] {
        assert!(ratio <= AT_MOST, "the goal is {AT_MOST} times");
    }
}

/// Has a million sessions written into a database, which run out at a time, and returns how many times as long answers take meanwhile.
fn measure(runtime: &Runtime, folder: &Path, database: &str, fill: impl FnOnce(i64)) -> f64 {
    let server = Server::start_over(database, folder, &["--session-cache", "off"]);
    let cookie = server.sign_in();
    let over = SystemClock.now() + UNTIL_OVER;
    fill(over);
    assert!(SystemClock.now() < over, "they were over before they were all there");
    let address = database.parse().unwrap();
    let rows = Database::open(&address, 2, Arc::new(SystemClock), Arc::new(SystemRandom));
    let rows = runtime.block_on(rows).unwrap();
    let marked = || runtime.block_on(rows.sessions.devices(MARKED, 0)).unwrap().len();
    let began = Instant::now();
    let before = server.ask(&cookie, || began.elapsed() > BEFORE);
    assert_eq!(marked(), 2, "the sweep was too early");
    println!("{ALL} sessions; they run out in {} s", over - SystemClock.now());
    until(|| marked() < 2);
    let (began, gone) = (Instant::now(), AtomicBool::new(false));
    let meanwhile = scope(|scope| {
        scope.spawn(|| {
            until(|| marked() == 0);
            gone.store(true, Ordering::Relaxed);
        });
        server.ask(&cookie, || gone.load(Ordering::Relaxed))
    });
    println!("swept out in {:.1} s", began.elapsed().as_secs_f64());
    runtime.block_on(rows.close());
    drop(server);
    compare(&before, &meanwhile)
}

fn until(done: impl Fn() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < UNTIL_SWEPT, "the sweep came to no end");
        sleep(Duration::from_millis(50));
    }
}

async fn fill(file: &Path, over: i64) {
    let store = SqliteStore::open(file, Arc::new(SystemClock), Arc::new(SystemRandom)).await.unwrap();
    let began = over - IDLE_TIMEOUT;
    for (number, time) in [(ALL, began - 1), (ALL + 1, began + 1)] {
        store.begin_sessions(MARKED, &[id(number)], time).await.unwrap();
    }
    for batch in 0..ALL / AT_ONCE {
        let ids: Vec<_> = (0..AT_ONCE).map(|number| id(batch * AT_ONCE + number)).collect();
        store.begin_sessions(CROWD, &ids, began).await.unwrap();
    }
    store.close().await;
}

/// Evenly over all that a hash can be, and in order: a million hashes as they come would take SQLite minutes to write.
fn id(number: usize) -> DeviceId {
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&(number as u64 * (u64::MAX / (ALL as u64 + 2))).to_be_bytes());
    DeviceId(hash)
}

fn fill_postgres(url: &str, over: i64) {
    let statement = format!(
        "INSERT INTO sessions (id_hash, user_id, device, created_at, last_seen_at, expires_at)
         SELECT sha256(number::text::bytea), {crowd}, 'a browser', {began}, {began}, {over}
         FROM generate_series(1, {ALL}) AS number
         UNION ALL VALUES (sha256('first'), {marked}, 'a browser', {began}, {began}, {over} - 1),
                          (sha256('last'), {marked}, 'a browser', {began}, {began}, {over} + 1)",
        crowd = CROWD.0,
        marked = MARKED.0,
        began = over - IDLE_TIMEOUT,
    );
    let done = Command::new("psql").args(["--no-psqlrc", "--quiet", "--command", &statement, url]).status();
    assert!(done.unwrap().success());
}
