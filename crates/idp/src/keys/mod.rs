//! The keys that sign: the newest signs, older ones stay published until the last ID token that they signed has expired.
//!
//! They lie in a file of their own, beside the database and never in it, which only its owner may read.

mod file;
mod key;
pub(crate) mod sealing;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use authn::{Clock, Random};
use openidconnect::core::CoreJsonWebKeySet;
use tokio::sync::Mutex;

pub(crate) use key::SigningKey;

use crate::{KeyError, token::ID_TOKEN_LIFETIME};

/// Clients whose clocks are behind by this much, in seconds, still take an ID token that has expired.
const CLOCK_SKEW: i64 = 60;

/// Every key that still verifies something, oldest first; the last one signs.
pub(crate) struct SigningKeys {
    path: PathBuf,
    keys: RwLock<Vec<Arc<SigningKey>>>,
    rotation: Mutex<()>,
}

impl SigningKeys {
    /// Reads the keys, or makes the first.
    pub(crate) async fn open(path: PathBuf, now: i64, random: Arc<dyn Random>) -> Result<Self, KeyError> {
        let keys = if let Some(keys) = file::read(&path)? {
            keys
        } else {
            let first = vec![SigningKey::make(now, random).await?];
            file::write(&path, &first)?;
            first
        };
        Ok(Self { path, keys: RwLock::new(keys), rotation: Mutex::default() })
    }

    /// The key that signs.
    pub(crate) fn signing(&self) -> Option<Arc<SigningKey>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).last().cloned()
    }

    /// What clients verify with at `now` (RFC 7517 §5).
    pub(crate) fn published(&self, now: i64) -> CoreJsonWebKeySet {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let published = keys.iter().filter(|key| key.is_published(now));
        CoreJsonWebKeySet::new(published.map(|key| key.public()).collect())
    }

    /// Makes another key, which signs from now on. Returns its `kid`. If it cannot be written down, the old one goes on.
    pub(crate) async fn rotate(
        &self,
        clock: &dyn Clock,
        random: Arc<dyn Random>,
    ) -> Result<String, KeyError> {
        // Two at once would each write a file without the other's key.
        let _alone = self.rotation.lock().await;
        let newest = SigningKey::make(clock.now(), random).await?;
        // The old one has signed until now: to make a key takes its time.
        let now = clock.now();
        let mut keys: Vec<_> = {
            let old = self.keys.read().unwrap_or_else(PoisonError::into_inner);
            old.iter().map(|key| key.retire_at(now + ID_TOKEN_LIFETIME + CLOCK_SKEW)).collect()
        };
        keys.retain(|key| key.is_published(now));
        let kid = newest.kid().to_owned();
        keys.push(newest);
        file::write(&self.path, &keys)?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        tracing::info!(event = "signing_key_rotated", kid);
        Ok(kid)
    }
}
