//! What the house tells those who run it: a line in the log and a number for each sign-in and each session, from one place, so that the
//! two never disagree.
//!
//! The names are those of the OWASP Application Logging Vocabulary, and so are the levels: its `CRITICAL` is `ERROR` here. An account is told by
//! its id. What somebody typed as an address may be anything, a password in the wrong field too: it is told as a
//! [`Pseudonym`] alone (ASVS 16.2.5).

mod counts;
mod labels;
mod pseudonym;

use domain::{DeviceId, Email, Refusal, UserId};

use crate::{Random, ThrottleKey, Visitor};

pub use counts::Counts;
pub use labels::{Ending, Label, Outcome, ThrottledBy, WayIn};
pub use pseudonym::{Pseudonym, Pseudonyms};

/// The house's own record of who came, who did not get in, and what ended.
#[derive(Debug)]
pub struct Journal {
    pseudonyms: Pseudonyms,
    counts: Counts,
}

impl Journal {
    /// An empty one, with pseudonyms of its own.
    #[must_use]
    pub fn new(random: &dyn Random) -> Self {
        Self { pseudonyms: Pseudonyms::new(random), counts: Counts::default() }
    }

    /// What was counted so far.
    #[must_use]
    pub const fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Somebody tried to come in, and did or did not. Why not has its own line already, where that is known.
    pub(crate) fn sign_in(&self, way_in: WayIn, outcome: Result<UserId, Outcome>) {
        self.counts.sign_in(way_in, outcome.err().unwrap_or(Outcome::Success));
        if let Ok(user) = outcome {
            tracing::info!(event = "authn_login_success", user = user.0, door = way_in.label());
        }
    }

    /// The password was right, after some that were not.
    pub fn success_after_fail(user: UserId, retries: u32) {
        tracing::info!(event = "authn_login_successafterfail", user = user.0, retries);
    }

    /// An address and a password that do not belong together. `user` has the address, if anybody.
    pub fn login_fail(&self, email: &Email, user: Option<UserId>) {
        let account = self.pseudonyms.of(email);
        tracing::warn!(event = "authn_login_fail", user = user.map(|user| user.0), %account);
    }

    /// That was the last attempt which was free.
    pub fn login_fail_max(&self, key: &ThrottleKey, max: u32) {
        let (by, account) = (ThrottledBy::of(key).label(), self.account(key));
        tracing::warn!(
            event = "authn_login_fail_max",
            by,
            account = account.map(tracing::field::display),
            max
        );
    }

    /// An attempt that was not looked at, because of those before it.
    pub fn throttled(&self, key: &ThrottleKey, retry_after: u32) {
        let by = ThrottledBy::of(key);
        self.counts.throttled(by);
        let account = self.account(key).map(tracing::field::display);
        match by {
            ThrottledBy::Account | ThrottledBy::KnownDevice => {
                let reason = "maxretries";
                tracing::warn!(event = "authn_login_lock", by = by.label(), account, reason, retry_after);
            }
            ThrottledBy::Address | ThrottledBy::Departure => {
                tracing::warn!(event = "excess_rate_limit_exceeded", by = by.label(), retry_after);
            }
        }
    }

    /// A session began.
    pub(crate) fn session_created(&self, user: UserId, session: Option<DeviceId>, visitor: &Visitor) {
        self.counts.session_created();
        let session = session.map(|session| session.short());
        tracing::info!(event = "session_created", user = user.0, session, device = visitor.device);
    }

    /// This many sessions ended: of one user, if it was one's doing.
    pub(crate) fn session_expired(&self, user: Option<UserId>, reason: Ending, sessions: u64) {
        if sessions > 0 {
            self.counts.session_expired(reason, sessions);
            let (user, reason) = (user.map(|user| user.0), reason.label());
            tracing::info!(event = "session_expired", user, reason, sessions);
        }
    }

    fn account(&self, key: &ThrottleKey) -> Option<Pseudonym> {
        match key {
            ThrottleKey::Account(_, email) => Some(self.pseudonyms.of(email)),
            ThrottleKey::Address(..) | ThrottleKey::Departure(..) | ThrottleKey::KnownDevice(..) => None,
        }
    }
}

impl From<Refusal> for Outcome {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Throttled { .. } => Self::Throttled,
            Refusal::Overloaded { .. } => Self::Overloaded,
            Refusal::Unavailable => Self::Unavailable,
            // Whatever else it was, it was the visitor's.
            _ => Self::Fail,
        }
    }
}
