//! Reading a JWT without a key: its payload is signed, not encrypted (RFC 7519 §3).
//!
//! Whoever holds the text can do what this file does, and learn what it says.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::json;

/// Some of the claims of a JWT, for display: nothing is verified, so nothing may be decided on them.
#[derive(Debug, Deserialize)]
pub(crate) struct Claims {
    /// Whose it is.
    pub sub: String,
    /// Their name, as it was at sign-in.
    pub name: String,
    /// Their address, as it was at sign-in.
    pub email: String,
    /// Their role, as it was at sign-in (claim T3).
    pub role: String,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it expires, in seconds since 1970.
    pub exp: i64,
}

impl Claims {
    /// Reads them.
    pub(crate) fn read(jwt: &str) -> Option<Self> {
        let mut parts = jwt.split('.');
        let (Some(_), Some(payload), Some(_), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        json::read(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_is_read_without_a_key() {
        let payload = r#"{"iss":"i","sub":"1","iat":0,"exp":900,"name":"Alice","email":"a@b","role":"user"}"#;
        let jwt = format!("e30.{}.nobody-looks-at-this", URL_SAFE_NO_PAD.encode(payload));
        assert_eq!(Claims::read(&jwt).unwrap().name, "Alice");
    }

    #[test]
    fn what_is_not_a_jwt_of_ours_has_no_claims() {
        for text in ["", ".", "..", "...", "a.b.c", "a.e30.c", "a.b.c.d", "no dots"] {
            assert!(Claims::read(text).is_none(), "{text:?}");
        }
    }
}
