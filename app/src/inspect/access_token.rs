//! Reading a JWT without a key: its payload is signed, not encrypted (RFC 7519 §3).
//!
//! Whoever holds the text can do what this file does, and learn what it says.

#[cfg(not(target_arch = "wasm32"))]
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
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
        json::read(&decode(payload)?).ok()
    }
}

/// Reads base64url (RFC 7515 §2). The browser does it by itself, like JSON: the library would be 1.1 kB of the download.
fn decode(base64url: &str) -> Option<Vec<u8>> {
    #[cfg(target_arch = "wasm32")]
    {
        let base64 = base64url.replace('-', "+").replace('_', "/");
        // A text with one character for each byte.
        let bytes = leptos::prelude::window().atob(&base64).ok()?;
        bytes.chars().map(|byte| u8::try_from(byte).ok()).collect()
    }
    #[cfg(not(target_arch = "wasm32"))]
    URL_SAFE_NO_PAD.decode(base64url).ok()
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
