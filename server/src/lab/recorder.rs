//! The last exchanges of each sandbox, kept for the wire view and told to whoever is watching.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Exchange, SandboxId};
use tokio::sync::{broadcast, watch};

/// Exchanges that a sandbox keeps.
const KEPT: usize = 50;
/// Sandboxes that are kept; the one that was quiet for longest makes room.
const SANDBOXES: usize = 500;

/// Remembers the last exchanges of each sandbox, in memory only.
#[derive(Debug)]
pub struct Recorder {
    rings: Mutex<HashMap<SandboxId, Ring>>,
    stopped: watch::Receiver<bool>,
}

#[derive(Debug)]
struct Ring {
    last_number: u64,
    last_used: i64,
    kept: VecDeque<Arc<Exchange>>,
    watchers: broadcast::Sender<Arc<Exchange>>,
}

impl Ring {
    fn new() -> Self {
        Self { last_number: 0, last_used: 0, kept: VecDeque::new(), watchers: broadcast::channel(KEPT).0 }
    }
}

impl Recorder {
    /// An empty recorder; streams end once `stopped` turns true.
    #[must_use]
    pub fn new(stopped: watch::Receiver<bool>) -> Self {
        Self { rings: Mutex::default(), stopped }
    }

    /// Remembers an exchange of a sandbox, and gives it its number there.
    pub fn record(&self, sandbox: &SandboxId, mut exchange: Exchange) {
        self.with_ring(sandbox, exchange.at, |ring| {
            ring.last_number += 1;
            exchange.number = ring.last_number;
            if ring.kept.len() == KEPT {
                ring.kept.pop_front();
            }
            let exchange = Arc::new(exchange);
            ring.kept.push_back(Arc::clone(&exchange));
            // Nobody watching is no error.
            let _ = ring.watchers.send(exchange);
        });
    }

    /// What a sandbox kept after `number`, and a channel for what comes next: nothing is missed in between.
    #[must_use]
    pub fn watch(
        &self,
        sandbox: &SandboxId,
        number: u64,
    ) -> (Vec<Arc<Exchange>>, broadcast::Receiver<Arc<Exchange>>) {
        self.with_ring(sandbox, 0, |ring| {
            let kept = ring.kept.iter().filter(|exchange| exchange.number > number).cloned().collect();
            (kept, ring.watchers.subscribe())
        })
    }

    /// Forgets what a sandbox kept. Whoever watches goes on watching.
    pub(crate) fn forget(&self, sandbox: &SandboxId) {
        self.with_ring(sandbox, 0, |ring| ring.kept.clear());
    }

    /// Turns true when the server stops.
    #[must_use]
    pub fn stopped(&self) -> watch::Receiver<bool> {
        self.stopped.clone()
    }

    fn with_ring<T>(&self, sandbox: &SandboxId, now: i64, act: impl FnOnce(&mut Ring) -> T) -> T {
        let mut rings = self.rings.lock().unwrap_or_else(PoisonError::into_inner);
        if rings.len() >= SANDBOXES && !rings.contains_key(sandbox) {
            let quietest = rings.iter().min_by_key(|(_, ring)| ring.last_used).map(|(id, _)| id.clone());
            quietest.and_then(|id| rings.remove(&id));
        }
        let ring = rings.entry(sandbox.clone()).or_insert_with(Ring::new);
        ring.last_used = ring.last_used.max(now);
        act(ring)
    }
}
