//! Reading a JWT without a key: its payload is signed, not encrypted (RFC 7519 §3).
//!
//! Whoever holds the text can do what this file does, and learn what it says.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::AccessTokenClaims;

/// The claims of a JWT, for display only: nothing is verified, so nothing may be decided on them.
pub(crate) fn claims(access_token: &str) -> Option<AccessTokenClaims> {
    let mut parts = access_token.split('.');
    let (Some(_), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_is_read_without_a_key() {
        let payload = r#"{"iss":"i","aud":"a","sub":"1","iat":0,"exp":900,"jti":"j","token_use":"access",
            "sandbox":"default","name":"Alice Liddell","email":"alice@example.test","role":"user"}"#;
        let jwt = format!("e30.{}.nobody-looks-at-this", URL_SAFE_NO_PAD.encode(payload));
        assert_eq!(claims(&jwt).unwrap().name.as_str(), "Alice Liddell");
    }

    #[test]
    fn what_is_not_a_jwt_of_ours_has_no_claims() {
        for text in ["", ".", "..", "...", "a.b.c", "a.e30.c", "a.b.c.d", "no dots"] {
            assert_eq!(claims(text), None, "{text:?}");
        }
    }
}
