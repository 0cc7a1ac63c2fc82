//! Device cookies: a browser that its owner once signed in from is told apart from a stranger who guesses.
//!
//! A throttle on an account alone hands strangers a weapon: whoever guesses without pause keeps the owner out. So a
//! browser is given a random id when somebody signs in from it, and from then on its attempts at that one account are
//! counted apart from everybody else's. The id opens nothing; it only says which count is meant. After OWASP, "Slow
//! Down Online Guessing Attacks with Device Cookies".
//!
//! ```
//! use authn::DeviceCookie;
//!
//! let cookie: DeviceCookie = "dGhpcyBpcyAxNiBieXRlcw".parse().unwrap();
//! assert_eq!(format!("{cookie:?}"), "DeviceCookie([redacted])");
//! assert!("too short".parse::<DeviceCookie>().is_err());
//! ```

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use domain::{Email, Refusal, SandboxId, UserId};
use sha2::{Digest as _, Sha256};

use crate::{House, Visitor, random_name};

/// How long a browser stays known after the last sign-in from it, in seconds: 90 days.
pub const DEVICE_KNOWN_FOR: i64 = 90 * 24 * 60 * 60;

/// The id that a browser was given: 128 random bits in URL-safe base64. Redacted when printed.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceCookie(String);

/// What a device cookie is kept under: its SHA-256, so that a leaked table lets nobody pass for a known device.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KnownDevice(pub [u8; 32]);

/// The text is not 22 characters of URL-safe base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a device cookie")]
pub struct InvalidDeviceCookie;

/// The device cookie of one request: what it came with, and what its answer shall set. Clones share the answer.
#[derive(Clone, Debug, Default)]
pub struct DeviceCookies {
    shown: Option<DeviceCookie>,
    given: Arc<OnceLock<DeviceCookie>>,
}

impl DeviceCookie {
    /// The text for the cookie.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What it is kept under.
    #[must_use]
    pub fn known_device(&self) -> KnownDevice {
        KnownDevice(Sha256::digest(&self.0).into())
    }
}

impl DeviceCookies {
    /// A request that came with this one, or without any.
    #[must_use]
    pub fn new(shown: Option<DeviceCookie>) -> Self {
        Self { shown, given: Arc::default() }
    }

    /// What the answer shall set, if somebody signed in.
    #[must_use]
    pub fn given(&self) -> Option<&DeviceCookie> {
        self.given.get()
    }
}

/// The device, if somebody signed in to this very account from it before.
pub(crate) async fn recognise(
    house: &House,
    visitor: &Visitor,
    sandbox: &SandboxId,
    email: &Email,
) -> Result<Option<KnownDevice>, Refusal> {
    let Some(shown) = &visitor.device_cookies.shown else { return Ok(None) };
    let device = shown.known_device();
    let known = house.store.knows_device(&device, sandbox, email, house.clock.now()).await?;
    Ok(known.then_some(device))
}

/// Remembers the visitor's device as one of the user's. An id that this user was not given is never adopted.
pub(crate) async fn remember(house: &House, visitor: &Visitor, user: UserId) -> Result<(), Refusal> {
    let (cookies, now) = (&visitor.device_cookies, house.clock.now());
    let cookie = match &cookies.shown {
        Some(shown) if house.store.see_device(&shown.known_device(), user, now).await? => shown.clone(),
        _ => {
            let fresh = DeviceCookie(random_name(&*house.random));
            house.store.add_device(&fresh.known_device(), user, now).await?;
            fresh
        }
    };
    // One sign-in a request: a second would find the first one's cookie here, and that is as good.
    let _ = cookies.given.set(cookie);
    Ok(())
}

impl FromStr for DeviceCookie {
    type Err = InvalidDeviceCookie;

    fn from_str(text: &str) -> Result<Self, InvalidDeviceCookie> {
        let spelled = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if text.len() != 22 || !spelled {
            return Err(InvalidDeviceCookie);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for DeviceCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceCookie([redacted])")
    }
}

impl fmt::Display for KnownDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KnownDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KnownDevice({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn only_what_was_given_can_be_shown(text in ".{0,40}") {
            let shaped = text.len() == 22 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
            prop_assert_eq!(text.parse::<DeviceCookie>().is_ok(), shaped);
        }
    }
}
