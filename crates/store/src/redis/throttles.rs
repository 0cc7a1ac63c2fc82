//! The failed attempts. What is forgiven goes by itself.

use async_trait::async_trait;
use authn::{Attempts, FORGIVEN_AFTER, StoreError, ThrottleKey, Throttles};
use domain::SandboxId;
use redis::Pipeline;
use sha2::{Digest as _, Sha256};

use super::{RedisStore, scripts, unavailable};

#[async_trait]
impl Throttles for RedisStore {
    async fn attempts(&self, keys: &[ThrottleKey]) -> Result<Vec<Attempts>, StoreError> {
        let mut read = Pipeline::new();
        for key in keys {
            read.cmd("HMGET").arg(self.failures_key(key)).arg("failures").arg("last_failure_at");
        }
        let noted: Vec<(Option<u32>, Option<i64>)> =
            read.query_async(&mut self.asks("attempts")).await.map_err(unavailable)?;
        let attempts = noted.into_iter().map(|(failures, last_failure_at)| Attempts {
            failures: failures.unwrap_or_default(),
            last_failure_at: last_failure_at.unwrap_or_default(),
        });
        Ok(attempts.collect())
    }

    async fn note_failure(&self, keys: &[ThrottleKey], now: i64) -> Result<(), StoreError> {
        let Some(first) = keys.first() else { return Ok(()) };
        let mut note = scripts::NOTE_FAILURE.key(self.failures_of(first.sandbox()));
        for key in keys {
            note.key(self.failures_key(key));
        }
        note.arg(now).arg(FORGIVEN_AFTER);
        note.invoke_async(&mut self.asks("note failure")).await.map_err(unavailable)
    }

    async fn forget_failures(&self, key: &ThrottleKey) -> Result<(), StoreError> {
        let (key, index) = (self.failures_key(key), self.failures_of(key.sandbox()));
        let mut forget = Pipeline::new();
        forget.atomic().del(&key).ignore().zrem(index, &key).ignore();
        forget.query_async(&mut self.asks("forget failures")).await.map_err(unavailable)
    }

    async fn forget_sandbox(&self, sandbox: &SandboxId) -> Result<(), StoreError> {
        let forget = scripts::FORGET_SANDBOX.key(self.failures_of(sandbox));
        forget.invoke_async(&mut self.asks("forget failures of a sandbox")).await.map_err(unavailable)
    }

    /// Nothing is left to sweep: what is forgiven has gone.
    async fn sweep_failures(&self, _now: i64, _limit: u32) -> Result<u64, StoreError> {
        Ok(0)
    }
}

impl RedisStore {
    /// The key of what is noted under `key`, which names people and addresses: it is hashed, so that a list of keys shows none.
    fn failures_key(&self, key: &ThrottleKey) -> String {
        let hash = Sha256::digest(key.text());
        format!("{}failures:{}:{hash:x}", self.house, key.sandbox().as_str())
    }

    /// The index of what is noted in a sandbox.
    fn failures_of(&self, sandbox: &SandboxId) -> String {
        format!("{}failures_of_sandbox:{}", self.house, sandbox.as_str())
    }
}
