//! What every use case works with, and who asks.

use std::net::IpAddr;
use std::sync::Arc;

use domain::{Refusal, SandboxId};

use crate::local_storage_jwt::SigningKey;
use crate::{Clock, DeviceCookies, HomeProvider, Journal, Passwords, Random, Sessions, Store, Throttles};

/// The house behind the two doors.
#[derive(Debug)]
pub struct House {
    /// Where accounts and sandboxes are kept.
    pub store: Arc<dyn Store>,
    /// Where the rows behind the session cookies are kept.
    pub sessions: Arc<dyn Sessions>,
    /// Where failed attempts are counted.
    pub throttles: Arc<dyn Throttles>,
    /// Hashes and checks passwords, a bounded number at a time.
    pub passwords: Passwords,
    /// Signs what the token door hands out. A house without the lab has none.
    pub signing_key: Option<SigningKey>,
    /// The lab's own identity provider, where there is one: it knows the ready accounts from the start.
    pub home_provider: Option<HomeProvider>,
    /// Tells those who run it what happened.
    pub journal: Journal,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub random: Arc<dyn Random>,
}

impl House {
    /// The one secret that the token door, and all that the lab signs, depends on.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] in a house without the lab.
    pub fn signing_key(&self) -> Result<&SigningKey, Refusal> {
        self.signing_key.as_ref().ok_or(Refusal::Unavailable)
    }
}

/// Whoever sent the request, as far as that is known before they sign in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The sandbox that the lab's cookie names, if the request carried one.
    pub sandbox: Option<SandboxId>,
    /// Where the connection came from.
    pub address: IpAddr,
    /// What the browser calls itself, shortened for a list of devices.
    pub device: String,
    /// How its attempts are told apart from a stranger's.
    pub device_cookies: DeviceCookies,
}

impl Visitor {
    /// The sandbox in which this visitor signs in and up.
    #[must_use]
    pub fn home(&self) -> SandboxId {
        self.sandbox.clone().unwrap_or_default()
    }

    /// Whether a credential from `sandbox` is good here: one from another sandbox than the visitor's own is not.
    #[must_use]
    pub fn may_live_in(&self, sandbox: &SandboxId) -> bool {
        self.sandbox.as_ref().is_none_or(|own| own == sandbox)
    }
}
