//! What a request asks of the database, and what it is told from memory: noted for whoever wants to know, and at no cost to
//! everybody else.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let (answer, queries) = store::noting(async { 42 }).await;
//! assert_eq!((answer, queries.len()), (42, 0), "that needed no database");
//! # });
//! ```

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

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

/// Notes a query, or a change that is one transaction, if somebody wants to know.
pub(crate) fn note(what: &'static str) {
    with(|noted| noted.queries.push(what));
}

/// Notes what did not have to be asked, if somebody wants to know.
pub(crate) fn note_remembered(what: &'static str) {
    with(|noted| noted.remembered.push(what));
}

fn with(act: impl FnOnce(&mut Noted)) {
    let _ = NOTED.try_with(|noted| act(&mut noted.lock().unwrap_or_else(PoisonError::into_inner)));
}
