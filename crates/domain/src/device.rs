//! A device: one sign-in through the session door, as its owner sees it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The SHA-256 of a session id. It names a row and opens nothing: the cookie cannot be computed from it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceId(pub [u8; 32]);

/// The text is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a device id is 64 hexadecimal digits")]
pub struct InvalidDeviceId;

/// One row of the session table, without anything that would let its reader in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The hash that the row is kept under.
    pub id: DeviceId,
    /// What the browser called itself when it signed in.
    pub label: String,
    /// When it signed in, in seconds since 1970.
    pub created_at: i64,
    /// When it was last heard of, in seconds since 1970, to the minute.
    pub last_seen_at: i64,
    /// When the row stops working unless the device is heard of again, in seconds since 1970.
    pub expires_at: i64,
    /// Whether it is the device that asked.
    pub current: bool,
}

impl DeviceId {
    /// The first eight hexadecimal digits: enough for a person to tell rows apart.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string()[..8].to_owned()
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceId({}…)", self.short())
    }
}

impl FromStr for DeviceId {
    type Err = InvalidDeviceId;

    fn from_str(text: &str) -> Result<Self, InvalidDeviceId> {
        if text.len() != 64 || !text.is_ascii() {
            return Err(InvalidDeviceId);
        }
        let mut bytes = [0; 32];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = str::from_utf8(digits).map_err(|_| InvalidDeviceId)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| InvalidDeviceId)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for DeviceId {
    type Error = InvalidDeviceId;

    fn try_from(text: String) -> Result<Self, InvalidDeviceId> {
        text.parse()
    }
}

impl From<DeviceId> for String {
    fn from(id: DeviceId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_survives_its_text(bytes: [u8; 32]) {
            prop_assert_eq!(DeviceId(bytes).to_string().parse(), Ok(DeviceId(bytes)));
        }

        #[test]
        fn any_other_text_is_refused(text in ".{0,80}") {
            prop_assume!(text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()));
            prop_assert_eq!(text.parse::<DeviceId>(), Err(InvalidDeviceId));
        }
    }
}
