//! What a request asks of the database: noted for whoever wants to know, and at no cost to everybody else.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let (answer, queries) = store::noting(async { 42 }).await;
//! assert_eq!((answer, queries.len()), (42, 0), "that needed no database");
//! # });
//! ```

use std::cell::RefCell;
use std::future::Future;

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

/// Notes a query, or a change that is one transaction, if somebody wants to know.
pub(crate) fn note(what: &'static str) {
    let _ = NOTED.try_with(|noted| noted.borrow_mut().push(what));
}
