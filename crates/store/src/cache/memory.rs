//! What this node remembers: a bounded number of sessions, under the hashes of their ids, and for as long as it holds a lease.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::SeqCst};
use std::time::Duration;

use authn::cookie_session::{SignIn, TOUCH_EVERY, expires_at};
use domain::DeviceId;
use quick_cache::sync::Cache;

use super::generations::{Generation, Generations};
use super::{Change, Stopwatch};

/// The memory of one node.
#[derive(Debug)]
pub(super) struct Memory {
    entries: Cache<DeviceId, Entry>,
    generations: Generations,
    stopwatch: Arc<dyn Stopwatch>,
    /// Until when nothing changes without our hearing of it, in nanoseconds by the stopwatch.
    leased_until: AtomicU64,
}

#[derive(Clone, Debug)]
struct Entry {
    sign_in: Arc<SignIn>,
    read_in: Generation,
    /// Who last set out to write down that the session was heard of, and when. The sign-in says when somebody succeeded.
    touching_since: Arc<AtomicI64>,
}

impl Memory {
    /// Room for at most so many sessions.
    pub(super) fn new(at_most: usize, stopwatch: Arc<dyn Stopwatch>) -> Self {
        Self {
            entries: Cache::new(at_most),
            generations: Generations::default(),
            stopwatch,
            leased_until: AtomicU64::new(0),
        }
    }

    /// A session that is alive at `now`, if it is remembered, and nothing can have changed since.
    pub(super) fn recall(&self, id: &DeviceId, now: i64) -> Option<Arc<SignIn>> {
        let Entry { sign_in, read_in, .. } = self.entries.get(id)?;
        // What looks expired may have been heard of by another node: the row will tell.
        let alive = expires_at(sign_in.created_at, sign_in.last_seen_at) > now;
        (alive && self.is_leased() && self.generations.holds(id, &sign_in, read_in)).then_some(sign_in)
    }

    /// When a read begins. To be asked before the database is.
    pub(super) fn begin_to_read(&self) -> Generation {
        self.generations.current()
    }

    /// Remembers what a read that began in this generation has found.
    pub(super) fn remember(&self, id: DeviceId, sign_in: &SignIn, read_in: Generation) {
        if !self.is_leased() {
            return;
        }
        let touching_since = Arc::new(AtomicI64::new(sign_in.last_seen_at));
        self.entries.insert(id, Entry { sign_in: Arc::new(sign_in.clone()), read_in, touching_since });
    }

    /// Believes nothing any more that a change concerns, which has been committed.
    pub(super) fn apply(&self, change: &Change) {
        self.generations.note(change);
        match change {
            Change::Session(id) => drop(self.entries.remove(id)),
            Change::Everything => self.entries.clear(),
            // Where the user's are we do not know. They are not believed, and make room in time.
            Change::User(_) => {}
        }
    }

    /// Whether it falls to the caller to write down that a session was heard of at `now`: to one of those who ask within
    /// the same minute, and to everybody who asks for a session that is not remembered.
    pub(super) fn may_touch(&self, id: &DeviceId, now: i64) -> bool {
        let Some(entry) = self.entries.get(id) else { return true };
        let since = entry.touching_since.load(SeqCst);
        now - since >= TOUCH_EVERY
            && entry.touching_since.compare_exchange(since, now, SeqCst, SeqCst).is_ok()
    }

    /// Notes that it was written down; nothing that has ended comes back by that.
    pub(super) fn touched(&self, id: &DeviceId, now: i64) {
        let Some(entry) = self.entries.get(id) else { return };
        let sign_in = Arc::new(SignIn { last_seen_at: now, ..SignIn::clone(&entry.sign_in) });
        self.entries.insert(*id, Entry { sign_in, ..entry });
    }

    /// Notes that it was not: the next one tries again.
    pub(super) fn not_touched(&self, id: &DeviceId) {
        if let Some(entry) = self.entries.get(id) {
            entry.touching_since.store(entry.sign_in.last_seen_at, SeqCst);
        }
    }

    /// The time by which leases are measured.
    pub(super) fn elapsed(&self) -> Duration {
        self.stopwatch.elapsed()
    }

    /// Nothing changes until then without our hearing of it.
    pub(super) fn lease_until(&self, until: Duration) {
        self.leased_until.store(nanoseconds(until), SeqCst);
    }

    /// From here on we may be the last to hear: nothing is served from memory.
    pub(super) fn give_up_lease(&self) {
        self.leased_until.store(0, SeqCst);
    }

    fn is_leased(&self) -> bool {
        nanoseconds(self.stopwatch.elapsed()) < self.leased_until.load(SeqCst)
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
