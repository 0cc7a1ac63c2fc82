//! The attempts at a provider that are under way: none of them is a session yet.

use async_trait::async_trait;
use authn::StoreError;
use authn::relying_party::{Attempt, AttemptId, SignInAttempts};

use super::AnnouncingStore;

#[async_trait]
impl SignInAttempts for AnnouncingStore {
    async fn add_attempt(&self, id: &AttemptId, attempt: &Attempt) -> Result<(), StoreError> {
        self.rows.add_attempt(id, attempt).await
    }

    async fn take_attempt(&self, id: &AttemptId) -> Result<Option<Attempt>, StoreError> {
        self.rows.take_attempt(id).await
    }

    async fn sweep_attempts(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        self.rows.sweep_attempts(now, limit).await
    }
}
