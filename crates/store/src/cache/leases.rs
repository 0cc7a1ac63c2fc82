//! Who may serve from memory, and what they have heard: kept where all nodes see it.

use std::fmt::Debug;
use std::time::Duration;

use async_trait::async_trait;
use authn::StoreError;

use super::Change;

/// How long a node may serve from memory without having asked what has changed; the longest that a change waits for a node that
/// has died, too.
pub const LEASE: Duration = Duration::from_secs(1);
/// How often a node asks. Two renewals may be lost before it stops serving from memory.
pub const RENEWED_EVERY: Duration = Duration::from_millis(333);

/// A node, by a name that no other ever had.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeName(pub String);

/// The number of a change. Whoever sees one sees all before it.
pub type Number = u64;

/// The changes and the leases, in a place that all nodes share. Each method is atomic.
#[async_trait]
pub trait Leases: Debug + Send + Sync {
    /// Gives a node a lease of [`LEASE`] from now. It has heard of every change up to the number that is returned, since it
    /// remembers nothing.
    async fn join(&self, node: &NodeName) -> Result<Number, StoreError>;

    /// Gives a node that has heard of every change up to `heard` another [`LEASE`] from now, and returns what it has not heard
    /// of. Nothing, if its lease has run out: changes were not held up for it any more.
    async fn renew(
        &self,
        node: &NodeName,
        heard: Number,
    ) -> Result<Option<Vec<(Number, Change)>>, StoreError>;

    /// Adds a change, which has been committed.
    async fn publish(&self, change: &Change) -> Result<Number, StoreError>;

    /// Whether a node other than `publisher` holds a lease, and has not heard of a change. A lease that has run out is taken
    /// away for good in the same step, so that it is not renewed behind our back.
    async fn is_awaited(&self, number: Number, publisher: &NodeName) -> Result<bool, StoreError>;

    /// Lets time pass. A test moves it by itself.
    async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }

    /// Returns when there may be something to hear; [`RENEWED_EVERY`] later it is asked for anyway.
    async fn called(&self) {
        std::future::pending::<()>().await;
    }
}
