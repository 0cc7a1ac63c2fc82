//! A passkey as it is stored: nothing in it is a secret, since the private key never leaves the device.

use std::fmt;

use authn::Random;
use serde::{Deserialize, Serialize};
use webauthn_rp::bin::Decode as _;
use webauthn_rp::request::PublicKeyCredentialDescriptor;
use webauthn_rp::request::register::UserHandle16;
use webauthn_rp::response::{AuthTransports, CredentialId};

use super::PasskeyRefusal;

/// What a user is called inside a passkey: 16 random bytes, given to each user once.
///
/// Not the number of a row and not the e-mail address: a device may show it to whoever holds it, and it never changes
/// (WebAuthn §14.6.1).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserHandle(pub [u8; 16]);

/// A registered passkey, one row a device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// Its name, chosen by the device, 16 to 1,023 bytes. Unique: a second row with it is refused.
    pub credential_id: Vec<u8>,
    /// Whose it is.
    pub user_handle: UserHandle,
    /// The public key and what does not change, as `webauthn_rp` writes it.
    pub static_state: Vec<u8>,
    /// The signature counter and what else changes with each sign-in, as `webauthn_rp` writes it.
    pub dynamic_state: [u8; 7],
    /// How the browser reaches the device: a hint, in bits.
    pub transports: u8,
}

impl UserHandle {
    /// A handle for somebody who has none yet.
    #[must_use]
    pub fn generate(random: &dyn Random) -> Self {
        let mut handle = [0; 16];
        random.fill(&mut handle);
        Self(handle)
    }

    pub(super) fn to_library(self) -> UserHandle16 {
        let Ok(handle) = UserHandle16::decode(self.0);
        handle
    }
}

impl Passkey {
    /// How the browser is told of it, in a list of those that may be used, or may not be made again.
    pub(super) fn descriptor(&self) -> Result<PublicKeyCredentialDescriptor<Vec<u8>>, PasskeyRefusal> {
        let id = CredentialId::decode(self.credential_id.clone()).map_err(|_| PasskeyRefusal::Unreadable)?;
        let transports = AuthTransports::decode(self.transports).map_err(|_| PasskeyRefusal::Unreadable)?;
        Ok(PublicKeyCredentialDescriptor { id, transports })
    }
}

impl fmt::Debug for UserHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserHandle([redacted])")
    }
}

impl fmt::Debug for Passkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passkey([redacted])")
    }
}
