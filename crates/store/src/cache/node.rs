//! One node among those that remember sessions: it hears of what the others change, and they wait for it to have heard.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Weak};
use std::time::Duration;

use authn::{Sessions, StoreError};
use tower_sessions_core::session::Id;
use tracing::Instrument as _;

use super::Change;
use super::leases::{LEASE, Leases, NodeName, RENEWED_EVERY};
use super::memory::Memory;
use crate::queries;

/// How much sooner than the others a node believes its lease to end: their clocks may go a little faster.
const MARGIN: Duration = Duration::from_millis(100);
/// How soon it is asked again whether everybody has heard; each time twice as long is waited.
const ASKED_AGAIN_AFTER: Duration = Duration::from_millis(1);

/// The id of a session that there is not: whether it is there can be asked of every store.
const NOBODYS: Id = Id(0);

/// A node: its memory, and its lease.
#[derive(Debug)]
pub(super) struct Node {
    name: NodeName,
    pub(super) memory: Memory,
    leases: Arc<dyn Leases>,
    /// The last change that it has heard of. Only its keeper counts here.
    heard: AtomicU64,
    has_joined: AtomicBool,
    /// Something changed, and could not be told: the others shall hear that everything may have.
    owes_an_announcement: AtomicBool,
}

/// What the keeper of a lease does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// There was something to hear: say at once that it was heard.
    Renew,
    /// Nothing is new.
    Wait,
}

impl Node {
    pub(super) fn new(name: NodeName, leases: Arc<dyn Leases>, memory: Memory) -> Self {
        Self {
            name,
            memory,
            leases,
            heard: AtomicU64::new(0),
            has_joined: AtomicBool::new(false),
            owes_an_announcement: AtomicBool::new(false),
        }
    }

    // #region change and announce
    /// Carries out something that ends sessions or changes who somebody is. Once this has returned, no node serves from memory
    /// what was before: of each either the memory was told, after the commit, or the lease has run out.
    ///
    /// It runs in a task of its own. Whoever hangs up meanwhile stops neither the change nor its announcement.
    pub(super) async fn carry_out<T: Send + 'static>(
        self: &Arc<Self>,
        change: Change,
        work: impl Future<Output = Result<T, StoreError>> + Send + 'static,
    ) -> Result<T, StoreError> {
        let node = Arc::clone(self);
        let carried_out = async move {
            match work.await {
                Ok(done) => node.announce(&change).await.map(|()| done),
                Err(error) => {
                    // How far it came nobody knows: the answer to a commit may have been lost.
                    node.memory.apply(&change);
                    node.owes_an_announcement.store(true, SeqCst);
                    Err(error)
                }
            }
        };
        tokio::spawn(queries::noted_here(carried_out).in_current_span())
            .await
            .unwrap_or_else(|lost| Err(StoreError::Unavailable(lost.to_string())))
    }
    // #endregion change and announce

    /// Tells every node of a change that has been committed. Returns once none serves what was before.
    pub(super) async fn announce(&self, change: &Change) -> Result<(), StoreError> {
        self.memory.apply(change);
        let told = async {
            self.pay_what_is_owed().await?;
            let number = self.leases.publish(change).await?;
            let mut again = ASKED_AGAIN_AFTER;
            // It ends: whoever renews a lease is told, and whoever does not has none in a while.
            while self.leases.is_awaited(number, &self.name).await? {
                self.leases.pause(again).await;
                again = (again * 2).min(RENEWED_EVERY);
            }
            Ok(())
        };
        told.await.inspect_err(|_| self.owes_an_announcement.store(true, SeqCst))
    }

    /// Renews the lease, and hears of what has changed; joins the others, if it has none. If that cannot be done, nothing is
    /// served from memory until it can.
    pub(super) async fn renew(&self) -> Result<Next, StoreError> {
        let renewed = self.try_to_renew().await;
        if renewed.is_err() {
            self.memory.give_up_lease();
        }
        renewed
    }

    async fn try_to_renew(&self) -> Result<Next, StoreError> {
        // Before the question is sent: however long the answer is on its way, the lease that it brings ends no later here.
        let asked_at = self.memory.elapsed();
        let changes = if self.has_joined.load(SeqCst) {
            self.leases.renew(&self.name, self.heard.load(SeqCst)).await?
        } else {
            None
        };
        match changes.as_deref() {
            None => {
                self.memory.give_up_lease();
                let heard = self.leases.join(&self.name).await?;
                // Nobody waited for us meanwhile: only what is read from here on is believed.
                self.memory.apply(&Change::Everything);
                self.heard.store(heard, SeqCst);
                self.has_joined.store(true, SeqCst);
            }
            Some([]) => {}
            Some(changes) => {
                for (number, change) in changes {
                    self.memory.apply(change);
                    self.heard.store(*number, SeqCst);
                }
                return Ok(Next::Renew);
            }
        }
        self.pay_what_is_owed().await?;
        self.memory.lease_until(asked_at + LEASE.saturating_sub(MARGIN));
        Ok(Next::Wait)
    }

    async fn pay_what_is_owed(&self) -> Result<(), StoreError> {
        if self.owes_an_announcement.swap(false, SeqCst) {
            self.memory.apply(&Change::Everything);
            let paid = self.leases.publish(&Change::Everything).await;
            paid.inspect_err(|_| self.owes_an_announcement.store(true, SeqCst))?;
        }
        Ok(())
    }

    /// Keeps the lease for as long as the node is there, and the place where the `rows` are answers: nobody is let in from
    /// memory while nobody could be let in without it.
    pub(super) async fn keep(node: Weak<Self>, rows: Arc<dyn Sessions>) {
        let mut lost = false;
        while let Some(node) = node.upgrade() {
            let renewed = match rows.load(&NOBODYS).await {
                Ok(_) => node.renew().await,
                Err(error) => {
                    node.memory.give_up_lease();
                    Err(StoreError::Unavailable(error.to_string()))
                }
            };
            match (&renewed, lost) {
                (Err(error), false) => tracing::warn!(event = "cache_lease_lost", %error),
                (Ok(_), true) => tracing::info!(event = "cache_lease_held_again"),
                _ => {}
            }
            lost = renewed.is_err();
            let leases = Arc::clone(&node.leases);
            // Nobody is kept from closing the house while we wait.
            drop(node);
            match renewed {
                Ok(Next::Renew) => {}
                Ok(Next::Wait) => {
                    let _ = tokio::time::timeout(RENEWED_EVERY, leases.called()).await;
                }
                Err(_) => leases.pause(RENEWED_EVERY).await,
            }
        }
    }
}
