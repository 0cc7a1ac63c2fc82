//! Deliberate flaw, `algorithm_confusion` (claim T1): the token says which algorithm the key is for, so the *public* key
//! of RS256 serves as the *secret* key of HS256, and everybody has it (RFC 8725 §2.1).

use hmac::{Hmac, Mac};
use rsa::RsaPublicKey;
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::pkcs8::DecodePublicKey as _;
use rsa::signature::Verifier as _;
use sha2::Sha256;

/// Whether the bytes of a key, used as `alg` says, made this signature. What kind of key they are, nobody asks.
pub(super) fn verify(alg: &str, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    match alg {
        "HS256" => mac(key, message).verify_slice(signature).is_ok(),
        "RS256" => verify_rs256(key, message, signature).is_some(),
        _ => false,
    }
}

fn verify_rs256(key: &[u8], message: &[u8], signature: &[u8]) -> Option<()> {
    let key = RsaPublicKey::from_public_key_pem(std::str::from_utf8(key).ok()?).ok()?;
    let signature = Signature::try_from(signature).ok()?;
    VerifyingKey::<rsa::sha2::Sha256>::new(key).verify(message, &signature).ok()
}

/// HMAC-SHA256 of a message.
pub(in crate::rooms::jwt) fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    mac(key, message).finalize().into_bytes().to_vec()
}

fn mac(key: &[u8], message: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("an HMAC takes a key of any length");
    mac.update(message);
    mac
}
