//! How guessing is slowed down (ASVS 6.3.1): a few attempts are free, then each failure doubles the wait.
//!
//! A wait has a longest length, and failures are forgiven after a quiet hour; a browser that its owner signed in from
//! before is counted apart from everybody else (see [`DeviceCookie`](crate::DeviceCookie)): so no stranger can lock a
//! victim out. What is throttled is *looking at* an attempt, so a refused one costs no hash and prolongs nothing.
//!
//! ```
//! use authn::Attempts;
//!
//! let attempts = Attempts { failures: 7, last_failure_at: 1_000 };
//! assert_eq!(attempts.wait(1_000, 5), 4); // two more than are free: 2² seconds
//! assert_eq!(attempts.wait(1_004, 5), 0);
//! ```

use std::net::IpAddr;

use domain::{Email, SandboxId};

use crate::KnownDevice;

/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;
/// After this many seconds without a failure, everything is forgiven.
pub const FORGIVEN_AFTER: i64 = 60 * 60;
/// Failures for one account, or from a device that is known to it, that cost nothing: people mistype.
const FREE_PER_ACCOUNT: u32 = 5;
/// Failures from one address that cost nothing: a classroom shares one.
const FREE_PER_ADDRESS: u32 = 100;

/// What failures are counted under. Each sandbox counts for itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ThrottleKey {
    /// One account, whether it exists or not: a difference would tell (ASVS 6.3.8).
    Account(SandboxId, Email),
    /// Where the connection came from.
    Address(SandboxId, IpAddr),
    /// Where somebody left for a provider from, and did not come back signed in: each time is work for the provider, and a row.
    Departure(SandboxId, IpAddr),
    /// A browser that its owner signed in from before, at that owner's account.
    KnownDevice(SandboxId, KnownDevice),
}

impl ThrottleKey {
    /// How many failures under this key cost nothing.
    #[must_use]
    pub const fn free_failures(&self) -> u32 {
        match self {
            Self::Account(..) | Self::KnownDevice(..) => FREE_PER_ACCOUNT,
            Self::Address(..) | Self::Departure(..) => FREE_PER_ADDRESS,
        }
    }

    /// The sandbox that the key belongs to.
    #[must_use]
    pub const fn sandbox(&self) -> &SandboxId {
        match self {
            Self::Account(sandbox, _)
            | Self::Address(sandbox, _)
            | Self::Departure(sandbox, _)
            | Self::KnownDevice(sandbox, _) => sandbox,
        }
    }

    /// The key as a column: its kind, then what it names.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Account(_, email) => format!("account {email}"),
            Self::Address(_, address) => format!("address {address}"),
            Self::Departure(_, address) => format!("departure {address}"),
            Self::KnownDevice(_, device) => format!("device {device}"),
        }
    }
}

/// The failures noted under one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// How many, since the last forgiveness.
    pub failures: u32,
    /// When the last one was, in seconds since 1970.
    pub last_failure_at: i64,
}

impl Attempts {
    /// These, and one more at `now`.
    #[must_use]
    pub const fn and_one(self, now: i64) -> Self {
        let failures = if self.forgiven(now) { 1 } else { self.failures.saturating_add(1) };
        Self { failures, last_failure_at: now }
    }

    /// Seconds from `now` until the next attempt is looked at; 0 means at once.
    #[must_use]
    pub fn wait(self, now: i64, free: u32) -> u32 {
        if self.failures < free || self.forgiven(now) {
            return 0;
        }
        let doublings = (self.failures - free).min(30);
        let wait = (1_i64 << doublings).min(LONGEST_WAIT);
        u32::try_from(self.last_failure_at + wait - now).unwrap_or(0)
    }

    const fn forgiven(self, now: i64) -> bool {
        now - self.last_failure_at >= FORGIVEN_AFTER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(failures: u32, last_failure_at: i64) -> Attempts {
        Attempts { failures, last_failure_at }
    }

    // ASVS 6.3.1
    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let waits: Vec<u32> = (3..18).map(|failures| after(failures, 50).wait(50, 5)).collect();
        assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
        assert_eq!(after(u32::MAX, 50).wait(50, 5), 900);
    }

    #[test]
    fn a_quiet_hour_forgives_everything() {
        assert_eq!(after(40, 0).wait(3_599, 5), 0);
        assert_eq!(after(40, 0).and_one(3_599).failures, 41);
        assert_eq!(after(40, 0).and_one(3_600).failures, 1);
    }
}
