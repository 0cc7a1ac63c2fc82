//! The secret that the room signs with.

use std::fmt;

use domain::Refusal;

use super::{Defence, Room, key_is_a_word};

/// What the room's own key is for, so that it is nobody else's (see [`authn::local_storage_jwt::SigningKey::derive`]).
const PURPOSE: &str = "the token room";

/// A key for HS256. Redacted when printed.
pub(super) struct Hs256Key(Vec<u8>);

impl Hs256Key {
    /// The key of this sandbox's room: a word, until the switch says otherwise (RFC 7518 §3.2).
    pub(super) fn of(room: &Room<'_>) -> Result<Self, Refusal> {
        Ok(if room.is_on(Defence::StrongKey) {
            Self(room.house.signing_key()?.derive(PURPOSE).to_vec())
        } else {
            Self(key_is_a_word::WORD.to_vec())
        })
    }

    pub(super) fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Hs256Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
