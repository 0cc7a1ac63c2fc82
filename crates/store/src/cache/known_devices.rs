//! The browsers that somebody signed in from: nothing of them is remembered with a session.

use async_trait::async_trait;
use authn::{KnownDevice, KnownDevices, StoreError};
use domain::{Email, SandboxId, UserId};

use super::AnnouncingStore;

#[async_trait]
impl KnownDevices for AnnouncingStore {
    async fn knows_device(
        &self,
        device: &KnownDevice,
        sandbox: &SandboxId,
        email: &Email,
        now: i64,
    ) -> Result<bool, StoreError> {
        self.rows.knows_device(device, sandbox, email, now).await
    }

    async fn see_device(&self, device: &KnownDevice, user: UserId, now: i64) -> Result<bool, StoreError> {
        self.rows.see_device(device, user, now).await
    }

    async fn add_device(&self, device: &KnownDevice, user: UserId, now: i64) -> Result<(), StoreError> {
        self.rows.add_device(device, user, now).await
    }

    async fn sweep_devices(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        self.rows.sweep_devices(now, limit).await
    }
}
