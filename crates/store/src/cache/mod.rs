//! Sessions in memory: a signed-in request asks the database nothing, and **no session is served that has ended**.
//!
//! Whatever changes a session or its user goes through the wrappers here, and is announced after the commit and before it
//! returns. A node serves from memory only while it holds a lease (Gray and Cheriton, 1989): whoever changes something waits until
//! every node with a lease has heard of it, or its lease has run out. How long that takes is bounded by [`LEASE`], whoever
//! has died and whatever message was lost. What was in flight meanwhile is told by its generation (`generations.rs`).
//!
//! Keys are the hashes of ids, values say who somebody is: what a core dump shows of them opens nothing.
//!
//! To wrap the stores is on purpose more typing than to announce in them: a method that is added to one of their traits does not
//! compile until somebody has said here whether it is announced.

mod accounts;
mod change;
mod generations;
mod identities;
mod known_devices;
mod leases;
mod memory;
#[cfg(test)]
mod model;
mod node;
mod one_process;
mod sandboxes;
mod session_store;
mod sessions;
mod sign_in_attempts;
mod stopwatch;

pub use change::Change;
pub use leases::{LEASE, Leases, NodeName, Number, RENEWED_EVERY};
pub use one_process::OneProcess;
pub use stopwatch::{Stopwatch, SystemStopwatch};

use std::sync::Arc;

use authn::{Clock, Random, Sessions, Store, random_name};

use crate::Database;
use memory::Memory;
use node::Node;

/// Sessions that a process remembers. Each is about half a kilobyte: 25 MB at most.
const REMEMBERED: usize = 50_000;

/// The sessions of a house, as this node remembers them.
#[derive(Debug)]
struct CachedSessions {
    rows: Arc<dyn Sessions>,
    node: Arc<Node>,
    clock: Arc<dyn Clock>,
}

/// The accounts of a house. Nothing of them is remembered here; who sessions belong to is, so changes are announced.
#[derive(Debug)]
struct AnnouncingStore {
    rows: Arc<dyn Store>,
    node: Arc<Node>,
}

impl Database {
    /// The same, with sessions `remembered` in this process, or not, for as long as it holds a lease; it is renewed until the last
    /// clone is dropped. While it cannot be had, every request reads its row. A node that remembers nothing announces what it changes all
    /// the same: others may.
    pub async fn with_session_cache(
        self,
        (remembered, clock, random): (bool, Arc<dyn Clock>, &dyn Random),
        stopwatch: Arc<dyn Stopwatch>,
    ) -> Self {
        let memory = Memory::new(REMEMBERED, stopwatch);
        let node = Arc::new(Node::new(NodeName(random_name(random)), Arc::clone(&self.leases), memory));
        if remembered {
            // If it fails, the keeper tries again, and says so.
            let _ = node.renew().await;
            tokio::spawn(Node::keep(Arc::downgrade(&node), Arc::clone(&self.sessions)));
        }
        let sessions = CachedSessions { rows: self.sessions, node: Arc::clone(&node), clock };
        let accounts = AnnouncingStore { rows: self.accounts, node };
        Self { sessions: Arc::new(sessions), accounts: Arc::new(accounts), ..self }
    }
}
