//! A payload, when it was signed, and a signature, in one text: `payload.timestamp.signature`, each in URL-safe base64.
//!
//! This is the format of itsdangerous' `URLSafeTimedSerializer`, in which Flask writes its session, with the salt that
//! Flask uses, key derivation `hmac`, and one difference: SHA-256 where Flask's default is SHA-1. A payload is never
//! compressed, as itsdangerous does with long ones.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

/// The purpose of the key: itsdangerous calls it the salt, and derives the key from the secret with it.
pub(super) const PURPOSE: &str = "cookie-session";

/// Signs, and reads back what it signed.
pub(super) struct TimedSerializer {
    key: [u8; 32],
}

impl TimedSerializer {
    /// Uses a key that was derived for [`PURPOSE`].
    pub(super) const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// Writes a payload that is signed at `now`, in seconds since 1970.
    pub(super) fn write(&self, payload: &impl Serialize, now: i64) -> serde_json::Result<String> {
        let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(payload)?);
        let signed = format!("{payload}.{}", URL_SAFE_NO_PAD.encode(shortest(now)));
        let signature = URL_SAFE_NO_PAD.encode(self.mac(&signed).finalize().into_bytes());
        Ok(format!("{signed}.{signature}"))
    }

    /// The payload and when it was signed, if every byte is as it was.
    pub(super) fn read<T: DeserializeOwned>(&self, text: &str) -> Option<(T, i64)> {
        let (signed, signature) = text.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.mac(signed).verify_slice(&signature).ok()?;
        let (payload, timestamp) = signed.rsplit_once('.')?;
        let payload = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
        Some((payload, seconds(&URL_SAFE_NO_PAD.decode(timestamp).ok()?)?))
    }

    fn mac(&self, signed: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::new_from_slice(&self.key).expect("HMAC takes a key of any length");
        mac.update(signed.as_bytes());
        mac
    }
}

/// Big-endian, without leading zeros.
fn shortest(now: i64) -> Vec<u8> {
    now.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
}

fn seconds(bytes: &[u8]) -> Option<i64> {
    let mut whole = [0; 8];
    whole[8_usize.checked_sub(bytes.len())?..].copy_from_slice(bytes);
    Some(i64::from_be_bytes(whole))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// Written by itsdangerous 2.2.0 with `digest_method=sha256`, from the secret `the tests' own signing key, 32 B`.
    const BY_ITSDANGEROUS: &str =
        "eyJ1c2VyX2lkIjoxLCJzYW5kYm94IjoiZGVmYXVsdCJ9.a0nSAA.MmWaYf_1qNW0fwIjJmM1SLz78gaIFcGqludmj7EXRoo";

    fn serializer() -> TimedSerializer {
        let signing_key = authn::local_storage_jwt::SigningKey::new(b"the tests' own signing key, 32 B");
        TimedSerializer::new(signing_key.derive(PURPOSE))
    }

    #[test]
    fn what_itsdangerous_wrote_is_read() {
        let read = serializer().read::<Value>(BY_ITSDANGEROUS);
        assert_eq!(read, Some((json!({ "user_id": 1, "sandbox": "default" }), 1_800_000_000)));
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else_is() {
        let serializer = serializer();
        let text = serializer.write(&json!({ "user_id": 1 }), 1_800_000_000).unwrap();
        assert_eq!(serializer.read(&text), Some((json!({ "user_id": 1 }), 1_800_000_000)));
        for end in 0..text.len() {
            assert_eq!(serializer.read::<Value>(&text[..end]), None, "{end}");
        }
        for place in 0..text.len() {
            for other in ["A", "B", "."] {
                let mut changed = text.clone();
                changed.replace_range(place..=place, other);
                assert!(changed == text || serializer.read::<Value>(&changed).is_none(), "{changed}");
            }
        }
        let another = TimedSerializer::new([0; 32]);
        assert_eq!(another.read::<Value>(&text), None, "another key");
    }
}
