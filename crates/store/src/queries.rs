//! What a request asks of the database: noted for whoever wants to know, and counted by name for those who run this, at the cost
//! of an atomic or two.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let (answer, queries) = store::noting(async { 42 }).await;
//! assert_eq!((answer, queries.len()), (42, 0), "that needed no database");
//! # });
//! ```

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, PoisonError, RwLock};

tokio::task_local! {
    static NOTED: RefCell<Vec<&'static str>>;
}

/// Does some work, and returns with its result what it asked of the database, in order. What it leaves to other tasks is
/// not noted.
pub async fn noting<F: Future>(work: F) -> (F::Output, Vec<&'static str>) {
    NOTED
        .scope(RefCell::default(), async {
            let done = work.await;
            (done, NOTED.with(RefCell::take))
        })
        .await
}

/// Queries by name: of the whole process, as a process is what is watched. Names stand in the source, so there is an end to them.
static ASKED: LazyLock<RwLock<HashMap<&'static str, AtomicU64>>> = LazyLock::new(RwLock::default);
/// Those that the database did not answer.
static FAILED: AtomicU64 = AtomicU64::new(0);

/// What this process asked of its databases so far.
#[derive(Clone, Debug, Default)]
pub struct QueryCounts {
    /// How often each query was asked, or each change begun, by name.
    pub asked: Vec<(&'static str, u64)>,
    /// How many were not answered.
    pub failed: u64,
}

impl QueryCounts {
    /// As they are at this moment.
    #[must_use]
    pub fn read() -> Self {
        let asked = ASKED.read().unwrap_or_else(PoisonError::into_inner);
        let mut asked: Vec<_> =
            asked.iter().map(|(what, count)| (*what, count.load(Ordering::Relaxed))).collect();
        asked.sort_unstable();
        Self { asked, failed: FAILED.load(Ordering::Relaxed) }
    }
}

/// Counts a query that the database did not answer.
pub(crate) fn note_failure() {
    FAILED.fetch_add(1, Ordering::Relaxed);
}

/// Counts a query, or a change that is one transaction, and notes it if somebody wants to know.
pub(crate) fn note(what: &'static str) {
    count(what);
    let _ = NOTED.try_with(|noted| noted.borrow_mut().push(what));
}

fn count(what: &'static str) {
    if let Some(count) = ASKED.read().unwrap_or_else(PoisonError::into_inner).get(what) {
        count.fetch_add(1, Ordering::Relaxed);
        return;
    }
    // The first of its name.
    let mut asked = ASKED.write().unwrap_or_else(PoisonError::into_inner);
    asked.entry(what).or_default().fetch_add(1, Ordering::Relaxed);
}
