//! Deliberate flaw, `guesses_are_not_counted` (CWE-307): a sign-in that looks at every guess, however many failed before.
//!
//! The room has accounts of its own, with passwords from the list that everybody tries first. They stand here for
//! everybody to read, so nothing is hashed: thousands of guesses are a matter of seconds, and what stops them, or does not, is
//! the throttles alone. [`Defence::Throttle`] counts failures for each account as the doors do, [`Defence::AddressThrottle`] for
//! each address, and both apart from theirs.

mod failures;
mod residents;

use std::collections::VecDeque;
use std::fmt;
use std::net::IpAddr;

use authn::{Credentials, Random, ThrottleKey, random_name};
use domain::{Refusal, SandboxId};

use super::{Shelf, push};
use crate::Defence;
use failures::Failures;

pub use residents::{RESIDENTS, SHARED_PASSWORD, resident};

/// Forms that a sandbox keeps until they are used; the oldest make room.
const FORMS: usize = 100;

/// The account that is guessed at, in every sandbox.
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

/// A form to sign in with: the value of its cookie, and the token that belongs to it. It works once.
#[derive(Clone, PartialEq, Eq)]
pub struct SignInForm {
    /// The value of the cookie.
    pub id: String,
    /// What the form carries.
    pub anti_forgery_token: String,
}

#[derive(Default)]
struct Kept {
    failures: Failures,
    forms: VecDeque<SignInForm>,
}

/// The room, of every sandbox.
#[derive(Default)]
pub struct UnthrottledSignIn(Shelf<Kept>);

impl UnthrottledSignIn {
    /// Lets somebody in at `now`, in seconds since 1970, who comes from `address`. Returns the name of the account. Guesses that
    /// are sent side by side are looked at one by one.
    ///
    /// # Errors
    /// [`Refusal::InvalidCredentials`]; with a throttle on, [`Refusal::Throttled`] after too many of those.
    pub fn log_in(
        &self,
        (sandbox, address): (&SandboxId, IpAddr),
        now: i64,
        switched_on: &[Defence],
        credentials: &Credentials,
    ) -> Result<&'static str, Refusal> {
        let opened = who(credentials);
        let mut keys = Vec::new();
        // #region no throttle
        if switched_on.contains(&Defence::Throttle) {
            keys.push(ThrottleKey::Account(sandbox.clone(), credentials.email.clone()));
        }
        if switched_on.contains(&Defence::AddressThrottle) {
            keys.push(ThrottleKey::Address(sandbox.clone(), address));
        }
        if keys.is_empty() {
            return opened.ok_or(Refusal::InvalidCredentials);
        }
        // #endregion no throttle
        self.0.with(sandbox, now, |kept| {
            let retry_after = kept.failures.wait(&keys, now);
            if retry_after > 0 {
                return Err(Refusal::Throttled { retry_after });
            }
            match opened {
                Some(_) => kept.failures.forget_account(&keys),
                None => kept.failures.note(keys, now),
            }
            opened.ok_or(Refusal::InvalidCredentials)
        })
    }

    /// Hands out a form at `now`, in seconds since 1970.
    pub fn form(&self, sandbox: &SandboxId, random: &dyn Random, now: i64) -> SignInForm {
        let form = SignInForm { id: random_name(random), anti_forgery_token: random_name(random) };
        self.0.with(sandbox, now, |kept| push(&mut kept.forms, FORMS, form.clone()));
        form
    }

    /// Whether a form was handed out and not used yet. From here on it is.
    pub fn take_form(&self, sandbox: &SandboxId, form: &SignInForm, now: i64) -> bool {
        self.0.with(sandbox, now, |kept| {
            let place = kept.forms.iter().position(|given| given == form);
            place.and_then(|place| kept.forms.remove(place)).is_some()
        })
    }

    /// Forgets the failures of a sandbox.
    pub fn clear(&self, sandbox: &SandboxId) {
        self.0.clear(sandbox);
    }
}

/// The name of whomever these credentials open the account of.
fn who(credentials: &Credentials) -> Option<&'static str> {
    let (email, password) = (credentials.email.as_str(), credentials.password.expose());
    let carol = email == CAROL.email && password == CAROL.password;
    if carol { Some(CAROL.name) } else { residents::find(email, password) }
}

impl fmt::Debug for UnthrottledSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnthrottledSignIn")
    }
}

impl fmt::Debug for SignInForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignInForm([redacted])")
    }
}
