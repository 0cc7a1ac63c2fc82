//! Setting factors up and taking them away. Each change counts up the version of its user's credentials, so that no
//! sign-in that began before it gets through after it.

use authn::{PasswordHash, StoreError};
use second_factor::passkeys::{Passkey, UserHandle};
use second_factor::recovery_codes::StoredRecoveryCode;
use second_factor::totp::TimeStep;
use sqlx::{Sqlite, Transaction};

use super::{Database, unavailable};

impl Database {
    /// Changes the password.
    pub(crate) async fn change_password(&self, user: i64, hash: &PasswordHash) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        sqlx::query("UPDATE users SET password_hash = ? WHERE id = ?")
            .bind(hash.as_str())
            .bind(user)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        finish(change, user).await
    }

    /// Adds an authenticator app, in place of one that is there. `step` is that of the code that proved that it
    /// works: it is used up.
    pub(crate) async fn add_totp(
        &self,
        user: i64,
        sealed: &[u8],
        step: TimeStep,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        sqlx::query(
            "INSERT OR REPLACE INTO totp (user_id, sealed, last_used_step, confirmed_at) VALUES (?, ?, ?, ?)",
        )
        .bind(user)
        .bind(sealed)
        .bind(step.0)
        .bind(now)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
        finish(change, user).await
    }

    /// Takes the authenticator app away. Returns whether there was one.
    pub(crate) async fn remove_totp(&self, user: i64) -> Result<bool, StoreError> {
        let mut change = self.change().await?;
        let removed = sqlx::query("DELETE FROM totp WHERE user_id = ?")
            .bind(user)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        finish(change, user).await?;
        Ok(removed.rows_affected() > 0)
    }

    /// What the user is called inside a passkey, made of `new` if this is the first.
    pub(crate) async fn user_handle(&self, user: i64, new: UserHandle) -> Result<UserHandle, StoreError> {
        let handle: Vec<u8> = sqlx::query_scalar(
            "UPDATE users SET user_handle = COALESCE(user_handle, ?) WHERE id = ? RETURNING user_handle",
        )
        .bind(&new.0[..])
        .bind(user)
        .fetch_one(&self.writer)
        .await
        .map_err(unavailable)?;
        let handle = handle.try_into().map_err(|_| StoreError::Corrupt("a user handle".to_owned()))?;
        Ok(UserHandle(handle))
    }

    /// Adds a passkey. Returns whether its id was new.
    pub(crate) async fn add_passkey(
        &self,
        user: i64,
        name: &str,
        passkey: &Passkey,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut change = self.change().await?;
        let added = sqlx::query(
            "INSERT INTO passkeys (user_id, credential_id, static_state, dynamic_state, transports, name, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(user)
        .bind(&passkey.credential_id[..])
        .bind(&passkey.static_state[..])
        .bind(&passkey.dynamic_state[..])
        .bind(passkey.transports)
        .bind(name)
        .bind(now)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
        finish(change, user).await?;
        Ok(added.rows_affected() > 0)
    }

    /// Takes a passkey of a user's away. Returns whether there was such a one.
    pub(crate) async fn remove_passkey(&self, user: i64, id: i64) -> Result<bool, StoreError> {
        let mut change = self.change().await?;
        let removed = sqlx::query("DELETE FROM passkeys WHERE id = ? AND user_id = ?")
            .bind(id)
            .bind(user)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        finish(change, user).await?;
        Ok(removed.rows_affected() > 0)
    }

    /// Puts recovery codes in the place of all that were there.
    pub(crate) async fn replace_recovery_codes(
        &self,
        user: i64,
        codes: &[StoredRecoveryCode],
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        sqlx::query("DELETE FROM recovery_codes WHERE user_id = ?")
            .bind(user)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        for code in codes {
            sqlx::query("INSERT INTO recovery_codes (user_id, hash) VALUES (?, ?)")
                .bind(user)
                .bind(&code.hash.0[..])
                .execute(&mut *change)
                .await
                .map_err(unavailable)?;
        }
        finish(change, user).await
    }
}

/// Ends the change. Recovery codes stand in for a factor that was lost: once there is none, they go too.
async fn finish(mut change: Transaction<'_, Sqlite>, user: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE users SET credentials_version = credentials_version + 1 WHERE id = ?")
        .bind(user)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
    sqlx::query(
        "DELETE FROM recovery_codes WHERE user_id = ?
           AND user_id NOT IN (SELECT user_id FROM totp) AND user_id NOT IN (SELECT user_id FROM passkeys)",
    )
    .bind(user)
    .execute(&mut *change)
    .await
    .map_err(unavailable)?;
    change.commit().await.map_err(unavailable)
}
