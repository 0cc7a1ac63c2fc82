//! Does a sweep hold up everybody else? A million sessions run out while `GET /api/session/profile/me` is asked every two
//! milliseconds on one connection: ten seconds before the sweep, and for as long as it lasts. The 99th percentile of the second is
//! to stay within twice that of the first.
//!
//! The cache is off, so that each request reads its row from the file that the sweep writes.
//!
//! ```text
//! cargo bench -p server --bench sweep
//! ```

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use authn::{Clock as _, ManualClock, SystemClock, SystemRandom};
use common::{Server, compare, percentiles};
use domain::{DeviceId, UserId};
use store::SqliteStore;

const OVER: usize = 1_000_000;
const AT_ONCE: usize = 10_000;
const AT_MOST: f64 = 2.0;
const BEFORE: Duration = Duration::from_secs(10);
/// The program looks once a minute, and first when it starts.
const UNTIL_SWEPT: Duration = Duration::from_mins(10);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // The program makes its sandbox and its people, and is stopped again: what it sweeps at its start is not there yet.
    Server::start(folder.path(), &["--session-cache", "off"]).stop();
    let server = Server::start(folder.path(), &["--session-cache", "off"]);
    let cookie = server.sign_in();
    let before = server.ask(&cookie, || server.elapsed() > BEFORE);
    let store = runtime.block_on(fill(folder.path()));
    println!("{OVER} sessions that are over; the sweep begins within a minute");
    let gone = AtomicBool::new(false);
    let (started, meanwhile) = (
        Instant::now(),
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while runtime.block_on(store.kept_of_sessions()).unwrap().rows > 1 {
                    assert!(server.elapsed() < UNTIL_SWEPT, "the sweep came to no end");
                    std::thread::sleep(Duration::from_millis(500));
                }
                gone.store(true, Ordering::Relaxed);
            });
            server.ask(&cookie, || gone.load(Ordering::Relaxed))
        }),
    );
    println!("gone after {:.0} s; p50 {:.2} ms", started.elapsed().as_secs_f64(), percentiles(&meanwhile).0);
    let ratio = compare(&before, &meanwhile);
    server.stop();
    assert!(ratio <= AT_MOST, "the goal is {AT_MOST} times");
}

/// Begins a million sessions that ended long ago.
async fn fill(folder: &std::path::Path) -> SqliteStore {
    let long_ago = Arc::new(ManualClock::new(SystemClock.now() - 24 * 60 * 60));
    let store =
        SqliteStore::open(&folder.join("bench.db"), long_ago.clone(), Arc::new(SystemRandom)).await.unwrap();
    for batch in 0..OVER / AT_ONCE {
        let ids: Vec<_> = (0..AT_ONCE).map(|number| id(batch * AT_ONCE + number)).collect();
        store.begin_sessions(UserId(1), &ids, long_ago.now()).await.unwrap();
    }
    store
}

/// Spread over the whole table, as hashes are.
fn id(number: usize) -> DeviceId {
    let mut hash = [0; 32];
    let spread = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash[..8].copy_from_slice(&spread.to_be_bytes());
    DeviceId(hash)
}
