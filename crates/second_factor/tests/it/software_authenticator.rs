//! A browser and an authenticator, written after the specification and not after the library that is tested: it takes
//! the options as JSON, and answers with JSON.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use rsa::pkcs8::EncodePrivateKey as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Flags of authenticator data (WebAuthn §6.1).
pub(crate) const USER_PRESENT: u8 = 0x01;
pub(crate) const USER_VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

/// What a browser says about the page, and a device about its owner. The tests change one thing at a time.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) origin: &'static str,
    pub(crate) cross_origin: bool,
    pub(crate) rp_id: Option<&'static str>,
    pub(crate) flags: u8,
    pub(crate) kind: Option<&'static str>,
}

impl Browser {
    pub(crate) fn at(origin: &'static str) -> Self {
        Self { origin, cross_origin: false, rp_id: None, flags: USER_PRESENT | USER_VERIFIED, kind: None }
    }

    fn client_data(&self, kind: &str, options: &Value) -> String {
        let client_data = json!({
            "type": self.kind.unwrap_or(kind),
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": self.cross_origin,
        });
        client_data.to_string()
    }

    fn authenticator_data(&self, rp_id: &Value, more_flags: u8, counter: u32) -> Vec<u8> {
        let rp_id = self.rp_id.unwrap_or_else(|| rp_id.as_str().unwrap());
        let mut data = Sha256::digest(rp_id).to_vec();
        data.push(self.flags | more_flags);
        data.extend(counter.to_be_bytes());
        data
    }
}

pub(crate) enum Algorithm {
    Es256,
    EdDsa,
    Rs256,
}

enum Key {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
    Rs256(RsaKeyPair),
}

pub(crate) struct SoftwareAuthenticator {
    key: Key,
    credential_id: [u8; 32],
    user_handle: Value,
    pub(crate) counter: u32,
}

impl SoftwareAuthenticator {
    /// `navigator.credentials.create()`: the device, and the answer.
    pub(crate) fn create(algorithm: Algorithm, browser: &Browser, options: &str) -> (Self, String) {
        let options: Value = serde_json::from_str(options).unwrap();
        let mut credential_id = [0; 32];
        SystemRandom::new().fill(&mut credential_id).unwrap();
        let key = Key::generate(algorithm);
        let mut data = browser.authenticator_data(&options["rp"]["id"], ATTESTED, 1);
        data.extend([0; 16]); // AAGUID: nobody says what make it is
        data.extend(32_u16.to_be_bytes());
        data.extend(credential_id);
        data.extend(key.cose());
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let attestation = [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData", &*byte_string(&data)].concat();
        let answer = json!({
            "id": BASE64URL.encode(credential_id),
            "rawId": BASE64URL.encode(credential_id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": BASE64URL.encode(browser.client_data("webauthn.create", &options)),
                "attestationObject": BASE64URL.encode(attestation),
                "transports": ["internal"],
            },
        });
        let user_handle = options["user"]["id"].clone();
        (Self { key, credential_id, user_handle, counter: 1 }, answer.to_string())
    }

    /// `navigator.credentials.get()`: the answer.
    pub(crate) fn get(&mut self, browser: &Browser, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.counter += 1;
        let client_data = browser.client_data("webauthn.get", &options);
        let data = browser.authenticator_data(&options["rpId"], 0, self.counter);
        let signed = [data.as_slice(), &Sha256::digest(&client_data)].concat();
        let answer = json!({
            "id": BASE64URL.encode(self.credential_id),
            "rawId": BASE64URL.encode(self.credential_id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": BASE64URL.encode(client_data),
                "authenticatorData": BASE64URL.encode(data),
                "signature": BASE64URL.encode(self.key.sign(&signed)),
                "userHandle": self.user_handle,
            },
        });
        answer.to_string()
    }

    /// Says that it is another device, or another user's: what somebody would write who forges an answer.
    pub(crate) fn pass_for(&mut self, other: &Self) {
        self.credential_id = other.credential_id;
        self.user_handle = other.user_handle.clone();
    }
}

/// A byte string in CBOR, its length as short as it can be (CTAP2 canonical form).
fn byte_string(bytes: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(bytes.len()).unwrap().to_be_bytes();
    let length = if high == 0 { vec![0x58, low] } else { vec![0x59, high, low] };
    [length.as_slice(), bytes].concat()
}

impl Key {
    fn generate(algorithm: Algorithm) -> Self {
        let random = SystemRandom::new();
        match algorithm {
            Algorithm::Es256 => {
                let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
                let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
                Self::Es256(EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).unwrap())
            }
            Algorithm::EdDsa => {
                let key = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
                Self::EdDsa(Ed25519KeyPair::from_pkcs8(key.as_ref()).unwrap())
            }
            Algorithm::Rs256 => {
                let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2_048).unwrap();
                Self::Rs256(RsaKeyPair::from_pkcs8(key.to_pkcs8_der().unwrap().as_bytes()).unwrap())
            }
        }
    }

    /// The public key in COSE (RFC 9053), in CBOR.
    fn cose(&self) -> Vec<u8> {
        match self {
            // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
            Self::Es256(key) => {
                let (x, y) = key.public_key().as_ref()[1..].split_at(32);
                [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
            }
            // {1: 1 (OKP), 3: -8 (EdDSA), -1: 6 (Ed25519), -2: x}
            Self::EdDsa(key) => {
                [b"\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", key.public_key().as_ref()].concat()
            }
            // {1: 3 (RSA), 3: -257 (RS256), -1: n, -2: e}
            Self::Rs256(key) => {
                let public = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(key.public());
                [
                    b"\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00".as_slice(),
                    &public.n,
                    b"\x21\x43",
                    &public.e,
                ]
                .concat()
            }
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Es256(key) => key.sign(&random, message).unwrap().as_ref().to_vec(),
            Self::EdDsa(key) => key.sign(message).as_ref().to_vec(),
            Self::Rs256(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).unwrap();
                signature
            }
        }
    }
}
