//! The browsers that somebody signed in from.

use async_trait::async_trait;
use authn::{DEVICE_KNOWN_FOR, KnownDevice, KnownDevices, StoreError};
use domain::{Email, SandboxId, UserId};

use super::{PostgresStore, unavailable};

#[async_trait]
impl KnownDevices for PostgresStore {
    async fn knows_device(
        &self,
        device: &KnownDevice,
        sandbox: &SandboxId,
        email: &Email,
        now: i64,
    ) -> Result<bool, StoreError> {
        let found = sqlx::query(
            "SELECT 1 FROM known_devices JOIN users ON users.id = user_id
             WHERE id_hash = $1 AND sandbox = $2 AND email = $3 AND last_seen_at > $4",
        )
        .bind(device.0.as_slice())
        .bind(sandbox.as_str())
        .bind(email.as_str())
        .bind(now - DEVICE_KNOWN_FOR)
        .fetch_optional(self.reads("knows device"))
        .await
        .map_err(unavailable)?;
        Ok(found.is_some())
    }

    async fn see_device(&self, device: &KnownDevice, user: UserId, now: i64) -> Result<bool, StoreError> {
        let seen = sqlx::query(
            "UPDATE known_devices SET last_seen_at = $1 WHERE id_hash = $2 AND user_id = $3 AND last_seen_at > $4",
        )
        .bind(now)
        .bind(device.0.as_slice())
        .bind(user.0)
        .bind(now - DEVICE_KNOWN_FOR)
        .execute(self.writes("see device"))
        .await
        .map_err(unavailable)?;
        Ok(seen.rows_affected() > 0)
    }

    async fn add_device(&self, device: &KnownDevice, user: UserId, now: i64) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO known_devices (id_hash, user_id, last_seen_at) VALUES ($1, $2, $3)")
            .bind(device.0.as_slice())
            .bind(user.0)
            .bind(now)
            .execute(self.writes("add device"))
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn sweep_devices(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        let swept = sqlx::query(
            "DELETE FROM known_devices WHERE id_hash = ANY (ARRAY
             (SELECT id_hash FROM known_devices WHERE last_seen_at <= $1 ORDER BY last_seen_at LIMIT $2
              FOR UPDATE SKIP LOCKED))",
        )
        .bind(now - DEVICE_KNOWN_FOR)
        .bind(i64::from(limit))
        .execute(self.writes("sweep devices"))
        .await
        .map_err(unavailable)?;
        Ok(swept.rows_affected())
    }
}
