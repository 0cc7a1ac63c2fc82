//! The world that the nodes live in: one row, the ledger of changes and leases, a clock that is moved by hand, and wires that
//! are cut and lose answers.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::Poll;
use std::time::Duration;

use async_trait::async_trait;
use authn::StoreError;

use crate::cache::leases::{LEASE, Leases, NodeName, Number};
use crate::cache::{Change, Stopwatch};

/// What all nodes share.
#[derive(Debug, Default)]
pub(super) struct World(Mutex<State>);

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) now: Duration,
    /// How often the row was changed.
    pub(super) row: i64,
    /// The last change that somebody was told is done.
    pub(super) done: i64,
    /// Whether a lease that has run out is renewed, as if nothing had been missed.
    pub(super) renews_too_late: bool,
    changes: Vec<Change>,
    leases: BTreeMap<NodeName, Lease>,
}

#[derive(Clone, Copy, Debug)]
struct Lease {
    heard: Number,
    until: Duration,
}

impl World {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl Stopwatch for World {
    fn elapsed(&self) -> Duration {
        self.state().now
    }
}

/// Somebody else's turn.
pub(super) async fn yield_once() {
    let mut yielded = false;
    poll_fn(|_| if std::mem::replace(&mut yielded, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

/// A node's wire to the world.
#[derive(Debug, Default)]
pub(super) struct Wire {
    pub(super) world: Arc<World>,
    pub(super) trouble: Mutex<Trouble>,
}

/// What is the matter with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Trouble {
    #[default]
    None,
    /// Nothing arrives.
    Cut,
    /// The next answer is lost, and what was asked is done.
    LosesAnAnswer,
}

impl Wire {
    /// Sends something, and waits for the answer: what happens in between others see, and each way takes its time.
    async fn ask<T>(&self, act: impl FnOnce(&mut State) -> T) -> Result<T, StoreError> {
        yield_once().await;
        if *self.trouble.lock().unwrap() == Trouble::Cut {
            return Err(StoreError::Unavailable("cut".to_owned()));
        }
        let answer = act(&mut self.world.state());
        yield_once().await;
        let mut trouble = self.trouble.lock().unwrap();
        match *trouble {
            Trouble::None => Ok(answer),
            Trouble::Cut => Err(StoreError::Unavailable("cut".to_owned())),
            Trouble::LosesAnAnswer => {
                *trouble = Trouble::None;
                Err(StoreError::Unavailable("lost".to_owned()))
            }
        }
    }

    /// Reads the row.
    pub(super) async fn read(&self) -> Result<i64, StoreError> {
        self.ask(|state| state.row).await
    }

    /// Changes the row. Returns which change it was.
    pub(super) async fn change(&self) -> Result<i64, StoreError> {
        let changed = self.ask(|state| {
            state.row += 1;
            state.row
        });
        changed.await
    }
}

#[async_trait]
impl Leases for Wire {
    async fn join(&self, node: &NodeName) -> Result<Number, StoreError> {
        let joined = self.ask(|state| {
            let (heard, until) = (state.last_number(), state.now + LEASE);
            state.leases.insert(node.clone(), Lease { heard, until });
            heard
        });
        joined.await
    }

    async fn renew(
        &self,
        node: &NodeName,
        heard: Number,
    ) -> Result<Option<Vec<(Number, Change)>>, StoreError> {
        let renewed = self.ask(|state| {
            let (now, until) = (state.now, state.now + LEASE);
            let is_held = state.leases.get(node).is_some_and(|lease| lease.until > now);
            let heard = if is_held {
                heard
            } else if state.renews_too_late {
                state.last_number()
            } else {
                return None;
            };
            state.leases.insert(node.clone(), Lease { heard, until });
            Some(
                (1..).zip(state.changes.iter().copied()).skip_while(|(number, _)| *number <= heard).collect(),
            )
        });
        renewed.await
    }

    async fn publish(&self, change: &Change) -> Result<Number, StoreError> {
        let published = self.ask(|state| {
            state.changes.push(*change);
            state.last_number()
        });
        published.await
    }

    async fn is_awaited(&self, number: Number, publisher: &NodeName) -> Result<bool, StoreError> {
        let awaited = self.ask(|state| {
            let now = state.now;
            state.leases.retain(|_, lease| lease.until > now);
            state.leases.iter().any(|(node, lease)| node != publisher && lease.heard < number)
        });
        awaited.await
    }

    async fn pause(&self, _: Duration) {
        yield_once().await;
    }
}

impl State {
    fn last_number(&self) -> Number {
        Number::try_from(self.changes.len()).unwrap()
    }
}
