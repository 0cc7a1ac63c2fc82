//! What a request asks of the database, and what it is told from memory: noted for whoever wants to know, and counted by name for
//! those who run this, at the cost of an atomic or two.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let (answer, queries) = store::noting(async { 42 }).await;
//! assert_eq!((answer, queries.len()), (42, 0), "that needed no database");
//! # });
//! ```

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};

/// What was noted, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// What was asked of the database.
    pub queries: Vec<&'static str>,
    /// What was remembered, and did not have to be asked.
    pub remembered: Vec<&'static str>,
}

tokio::task_local! {
    static NOTED: Arc<Mutex<Noted>>;
}

/// Does some work, and returns with its result what it asked of the database, in order. What it leaves to other tasks is
/// not noted.
pub async fn noting<F: Future>(work: F) -> (F::Output, Vec<&'static str>) {
    let (done, noted) = noting_all(work).await;
    (done, noted.queries)
}

/// The same, with what did not have to be asked.
pub async fn noting_all<F: Future>(work: F) -> (F::Output, Noted) {
    let noted = Arc::<Mutex<Noted>>::default();
    let done = NOTED.scope(Arc::clone(&noted), work).await;
    let noted = std::mem::take(&mut *noted.lock().unwrap_or_else(PoisonError::into_inner));
    (done, noted)
}

/// Some work that is left to another task, and noted as if it were not.
pub(crate) fn noted_here<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let noted = NOTED.try_with(Arc::clone);
    async move {
        match noted {
            Ok(noted) => NOTED.scope(noted, work).await,
            Err(_) => work.await,
        }
    }
}

/// Queries by name: of the whole process, as a process is what is watched. Names stand in the source, so there is an end to them.
static ASKED: LazyLock<RwLock<HashMap<&'static str, AtomicU64>>> = LazyLock::new(RwLock::default);
/// Those that the database did not answer.
static FAILED: AtomicU64 = AtomicU64::new(0);
/// Those that did not have to be asked.
static REMEMBERED: AtomicU64 = AtomicU64::new(0);

/// What this process asked of its databases so far.
#[derive(Clone, Debug, Default)]
pub struct QueryCounts {
    /// How often each query was asked, or each change begun, by name.
    pub asked: Vec<(&'static str, u64)>,
    /// How many were not answered.
    pub failed: u64,
    /// How many did not have to be asked.
    pub remembered: u64,
}

impl QueryCounts {
    /// As they are at this moment.
    #[must_use]
    pub fn read() -> Self {
        let asked = ASKED.read().unwrap_or_else(PoisonError::into_inner);
        let mut asked: Vec<_> =
            asked.iter().map(|(what, count)| (*what, count.load(Ordering::Relaxed))).collect();
        asked.sort_unstable();
        Self { asked, failed: FAILED.load(Ordering::Relaxed), remembered: REMEMBERED.load(Ordering::Relaxed) }
    }
}

/// Counts a query that the database did not answer.
pub(crate) fn note_failure() {
    FAILED.fetch_add(1, Ordering::Relaxed);
}

/// Counts a query, or a change that is one transaction, and notes it if somebody wants to know.
pub(crate) fn note(what: &'static str) {
    count(what);
    with(|noted| noted.queries.push(what));
}

/// Counts what did not have to be asked, and notes it if somebody wants to know.
pub(crate) fn note_remembered(what: &'static str) {
    REMEMBERED.fetch_add(1, Ordering::Relaxed);
    with(|noted| noted.remembered.push(what));
}

fn with(act: impl FnOnce(&mut Noted)) {
    let _ = NOTED.try_with(|noted| act(&mut noted.lock().unwrap_or_else(PoisonError::into_inner)));
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
