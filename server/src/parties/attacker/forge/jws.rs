//! A token by hand (RFC 7515 §7.1): three texts in base64, and dots between them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;

/// What anybody who holds a token reads in it.
pub(super) fn claims(access_token: &str) -> Option<Value> {
    let payload = access_token.split('.').nth(1)?;
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    claims.is_object().then_some(claims)
}

/// What a signature is made over.
pub(super) fn signing_input(header: &Value, claims: &Value) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", encode(header), encode(claims))
}

/// A token that is signed with `key`.
pub(super) fn sign_hs256(key: &[u8], header: &Value, claims: &Value) -> String {
    let message = signing_input(header, claims);
    let signature = hmac(key, message.as_bytes());
    with_signature(&message, &signature)
}

/// A message and its signature in one text.
pub(super) fn with_signature(message: &str, signature: &[u8]) -> String {
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The message of somebody's token, and its signature.
pub(super) fn take_apart(access_token: &str) -> Option<(&str, Vec<u8>)> {
    let (message, signature) = access_token.rsplit_once('.')?;
    Some((message, URL_SAFE_NO_PAD.decode(signature).ok()?))
}

/// HMAC-SHA256.
pub(super) fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("an HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 7515 appendix A.1.
    #[test]
    fn the_standards_own_token_comes_out() {
        let key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        let token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6\
                     Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let (message, signature) = take_apart(token).expect("it has three parts");
        assert_eq!(hmac(&URL_SAFE_NO_PAD.decode(key).expect("base64"), message.as_bytes()), signature);
        assert_eq!(claims(token).expect("it has claims")["iss"], "joe");
        assert_eq!([claims("a.b"), claims(""), claims("a.MQ.c")], [None, None, None]);
    }
}
