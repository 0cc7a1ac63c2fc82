//! Whether something that was read is still so: every read is stamped with the generation in which it **began**, every
//! change begins another, and what was read in a generation before the last change that concerns it is not believed.
//!
//! So a read that was in flight while a session ended cannot put it back, however late it comes to an end; and a change costs
//! two additions, however much is remembered.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use authn::cookie_session::SignIn;
use domain::{DeviceId, UserId};

use super::Change;

/// Sessions and users share this many marks. Two that share one are read once more often than they would have to be.
const MARKS: usize = 4_096;

/// The generations, and in which of them something last changed.
#[derive(Debug)]
pub(super) struct Generations {
    current: AtomicU64,
    everything: AtomicU64,
    marks: Box<[AtomicU64]>,
}

/// When a read began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Generation(u64);

impl Default for Generations {
    fn default() -> Self {
        let marks = std::iter::repeat_with(AtomicU64::default).take(MARKS).collect();
        Self { current: AtomicU64::new(0), everything: AtomicU64::new(0), marks }
    }
}

impl Generations {
    /// Now. To be asked **before** the database is.
    pub(super) fn current(&self) -> Generation {
        Generation(self.current.load(SeqCst))
    }

    /// Notes a change that has been committed: whoever asks the database from here on sees it.
    pub(super) fn note(&self, change: &Change) {
        let generation = self.current.fetch_add(1, SeqCst) + 1;
        let mark = match change {
            Change::Session(id) => self.of_session(id),
            Change::User(user) => self.of_user(*user),
            Change::Everything => &self.everything,
        };
        mark.fetch_max(generation, SeqCst);
    }

    /// Whether nothing that concerns this session has changed since a read of it began.
    pub(super) fn holds(&self, id: &DeviceId, sign_in: &SignIn, Generation(began): Generation) -> bool {
        let marks = [&self.everything, self.of_session(id), self.of_user(sign_in.user.id)];
        marks.iter().all(|mark| mark.load(SeqCst) <= began)
    }

    /// A hash is as good as random: any of its bytes will do.
    fn of_session(&self, DeviceId(hash): &DeviceId) -> &AtomicU64 {
        &self.marks[usize::from(u16::from_le_bytes([hash[0], hash[1]])) % MARKS]
    }

    fn of_user(&self, UserId(number): UserId) -> &AtomicU64 {
        let number = number.rem_euclid(i64::from(u16::MAX));
        &self.marks[usize::try_from(number).unwrap_or_default() % MARKS]
    }
}
