//! The app's public keys, fetched from its JWKS and kept for a while.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use authn::Clock;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet};
use tokio::sync::Mutex;

use super::SERVICES;
use super::refused::Refused;
use crate::{Clients, Origin};

/// Seconds that keys are believed before they are asked for again: a key that the app has given up is unknown after that.
const KEPT: i64 = 10 * 60;
/// Seconds between two fetches at least, whatever names of keys strangers make up.
const BETWEEN: i64 = 10;
/// How long the services wait for the app.
const PATIENCE: Duration = Duration::from_secs(2);
/// The most that the answer may weigh, in bytes, and the most keys that are taken from it.
const LARGEST: usize = 16 * 1024;
const MOST_KEYS: usize = 16;

/// The keys of one issuer.
pub(super) struct Keys {
    address: String,
    client: reqwest::Client,
    clock: Arc<dyn Clock>,
    // Held while they are fetched: a hundred requests at once fetch them once.
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    keys: HashMap<String, DecodingKey>,
    fetched_at: Option<i64>,
    tried_at: Option<i64>,
}

impl Keys {
    pub(super) fn of(app: &Origin, clients: &Clients, clock: Arc<dyn Clock>) -> reqwest::Result<Self> {
        let client = clients.builder().timeout(PATIENCE).user_agent(SERVICES).build()?;
        Ok(Self { address: format!("{app}/.well-known/jwks.json"), client, clock, kept: Mutex::default() })
    }

    /// The key by this name. One that is not known is asked for, but not more often than every ten seconds.
    pub(super) async fn find(&self, kid: &str) -> Result<DecodingKey, Refused> {
        let (mut kept, now) = (self.kept.lock().await, self.clock.now());
        let fresh = kept.fetched_at.is_some_and(|at| now - at < KEPT);
        if let Some(key) = kept.keys.get(kid).filter(|_| fresh) {
            return Ok(key.clone());
        }
        if kept.tried_at.is_some_and(|at| now - at < BETWEEN) {
            return Err(if fresh { Refused::InvalidToken } else { Refused::NoKeys });
        }
        kept.tried_at = Some(now);
        kept.keys = self.fetch().await.ok_or(Refused::NoKeys)?;
        kept.fetched_at = Some(now);
        kept.keys.get(kid).cloned().ok_or(Refused::InvalidToken)
    }

    async fn fetch(&self) -> Option<HashMap<String, DecodingKey>> {
        let lost = |error: reqwest::Error| tracing::warn!(%error, "the app's keys");
        let answer =
            self.client.get(&self.address).send().await.and_then(reqwest::Response::error_for_status);
        let mut answer = answer.map_err(lost).ok()?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(lost).ok()? {
            body.extend_from_slice(&chunk);
            if body.len() > LARGEST {
                return None;
            }
        }
        let set: JwkSet = serde_json::from_slice(&body).ok()?;
        Some(set.keys.iter().filter_map(ed25519).take(MOST_KEYS).collect())
    }
}

/// The key and its name, if it is of the one kind that counts here.
fn ed25519(jwk: &Jwk) -> Option<(String, DecodingKey)> {
    let AlgorithmParameters::OctetKeyPair(pair) = &jwk.algorithm else { return None };
    let key = DecodingKey::from_jwk(jwk).ok().filter(|_| pair.curve == EllipticCurve::Ed25519)?;
    Some((jwk.common.key_id.clone()?, key))
}
