//! Deliberate flaw, `guesses_are_not_counted` (CWE-307): a sign-in that looks at every guess, however many failed before.
//!
//! The room has one account of its own, with a password from the list that everybody tries first. It stands here for
//! everybody to read, so nothing is hashed: ten thousand guesses are a matter of seconds, and what stops them, or does not, is
//! the throttle alone. [`Defence::Throttle`] counts failures as the doors do, and apart from theirs.

use std::fmt;

use authn::{Attempts, Credentials, ThrottleKey};
use domain::{Refusal, SandboxId};

use super::Shelf;
use crate::Defence;

/// The room's one account, in every sandbox.
pub const CAROL: Carol = Carol { email: "carol@example.test", name: "Carol", password: "kawasaki1" };

/// Somebody with a password that many have.
#[derive(Clone, Copy, Debug)]
pub struct Carol {
    /// The address. No door knows it.
    pub email: &'static str,
    /// The name.
    pub name: &'static str,
    /// The password, which opens this room and nothing else.
    pub password: &'static str,
}

/// The room, of every sandbox.
#[derive(Default)]
pub struct UnthrottledSignIn(Shelf<Attempts>);

impl UnthrottledSignIn {
    /// Lets Carol in at `now`, in seconds since 1970. Guesses that are sent side by side are looked at one by one.
    ///
    /// # Errors
    /// [`Refusal::InvalidCredentials`]; with [`Defence::Throttle`] on, [`Refusal::Throttled`] after too many of those.
    pub fn log_in(
        &self,
        sandbox: &SandboxId,
        now: i64,
        switched_on: &[Defence],
        credentials: &Credentials,
    ) -> Result<Carol, Refusal> {
        let matches =
            credentials.email.as_str() == CAROL.email && credentials.password.expose() == CAROL.password;
        let answer = || if matches { Ok(CAROL) } else { Err(Refusal::InvalidCredentials) };
        // #region no throttle
        if !switched_on.contains(&Defence::Throttle) {
            return answer();
        }
        // #endregion no throttle
        let key = ThrottleKey::Account(sandbox.clone(), credentials.email.clone());
        self.0.with(sandbox, now, |attempts| {
            let retry_after = attempts.wait(now, key.free_failures());
            if retry_after > 0 {
                return Err(Refusal::Throttled { retry_after });
            }
            *attempts = if matches { Attempts::default() } else { attempts.and_one(now) };
            answer()
        })
    }

    /// Forgets the failures of a sandbox.
    pub fn clear(&self, sandbox: &SandboxId) {
        self.0.clear(sandbox);
    }
}

impl fmt::Debug for UnthrottledSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnthrottledSignIn")
    }
}
