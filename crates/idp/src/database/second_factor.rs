//! What somebody has set up beside the password, and using it up: an attempt counts only if it changed a row.

use authn::StoreError;
use domain::SandboxId;
use second_factor::Passed;
use second_factor::passkeys::{Passkey, UserHandle};
use second_factor::recovery_codes::{CodeState, RecoveryCodeHash, StoredRecoveryCode};
use sqlx::{FromRow, Sqlite, Transaction};

use super::{Database, unavailable};
use crate::SecretDigest;

/// What somebody has set up.
#[derive(Debug, Default)]
pub(crate) struct StoredFactors {
    /// The authenticator app.
    pub(crate) totp: Option<StoredTotp>,
    /// The passkeys, oldest first.
    pub(crate) passkeys: Vec<StoredPasskey>,
    /// The recovery codes, used ones too.
    pub(crate) recovery_codes: Vec<StoredRecoveryCode>,
}

/// An authenticator app that counts.
#[derive(Debug, FromRow)]
pub(crate) struct StoredTotp {
    /// Its secret, encrypted.
    pub(crate) sealed: Vec<u8>,
    /// The step of the last code that was accepted.
    pub(crate) last_used_step: i64,
    /// When it was set up.
    pub(crate) confirmed_at: i64,
}

/// A passkey, with what its owner knows it by.
#[derive(Debug)]
pub(crate) struct StoredPasskey {
    /// The row.
    pub(crate) id: i64,
    /// Whose.
    pub(crate) user_id: i64,
    /// Of the credentials that its user has now.
    pub(crate) credentials_version: i64,
    /// What its owner calls it.
    pub(crate) name: String,
    /// When it was made.
    pub(crate) created_at: i64,
    /// When it was last used.
    pub(crate) last_used_at: Option<i64>,
    /// The passkey itself.
    pub(crate) passkey: Passkey,
}

#[derive(FromRow)]
struct PasskeyRow {
    id: i64,
    user_id: i64,
    credentials_version: i64,
    name: String,
    created_at: i64,
    last_used_at: Option<i64>,
    credential_id: Vec<u8>,
    user_handle: Vec<u8>,
    static_state: Vec<u8>,
    dynamic_state: Vec<u8>,
    transports: u8,
}

const PASSKEYS: &str =
    "SELECT p.id, p.user_id, u.credentials_version, p.name, p.created_at, p.last_used_at, p.credential_id,
            u.user_handle, p.static_state, p.dynamic_state, p.transports
     FROM passkeys p JOIN users u ON u.id = p.user_id";

impl StoredFactors {
    /// Whether the password alone is not enough. Recovery codes alone stand in for nothing.
    pub(crate) fn any(&self) -> bool {
        self.totp.is_some() || !self.passkeys.is_empty()
    }
}

impl Database {
    /// What a user has set up.
    pub(crate) async fn factors(&self, user: i64) -> Result<StoredFactors, StoreError> {
        // One moment for all three: a factor that moves meanwhile is not to fall between two queries.
        let mut moment = self.readers.begin().await.map_err(unavailable)?;
        let totp = sqlx::query_as("SELECT sealed, last_used_step, confirmed_at FROM totp WHERE user_id = ?")
            .bind(user)
            .fetch_optional(&mut *moment)
            .await
            .map_err(unavailable)?;
        let rows: Vec<PasskeyRow> =
            sqlx::query_as(sqlx::AssertSqlSafe(format!("{PASSKEYS} WHERE p.user_id = ? ORDER BY p.id")))
                .bind(user)
                .fetch_all(&mut *moment)
                .await
                .map_err(unavailable)?;
        let codes: Vec<(Vec<u8>, Option<i64>)> =
            sqlx::query_as("SELECT hash, used_at FROM recovery_codes WHERE user_id = ?")
                .bind(user)
                .fetch_all(&mut *moment)
                .await
                .map_err(unavailable)?;
        Ok(StoredFactors {
            totp,
            passkeys: rows.into_iter().map(StoredPasskey::try_from).collect::<Result<_, _>>()?,
            recovery_codes: codes.into_iter().map(recovery_code).collect::<Result<_, _>>()?,
        })
    }

    /// The passkey of a realm that an answer claims to come from.
    pub(crate) async fn find_passkey(
        &self,
        realm: &SandboxId,
        credential_id: &[u8],
    ) -> Result<Option<StoredPasskey>, StoreError> {
        let query = format!("{PASSKEYS} WHERE p.credential_id = ? AND u.realm = ?");
        let row: Option<PasskeyRow> = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(credential_id)
            .bind(realm.as_str())
            .fetch_optional(&self.readers)
            .await
            .map_err(unavailable)?;
        row.map(StoredPasskey::try_from).transpose()
    }

    /// Uses up what passed, and with it the note that the password was right. Returns whether both were still there: if
    /// not, somebody was quicker with the same one, and nothing has changed.
    pub(crate) async fn use_up(
        &self,
        password_done: SecretDigest,
        user: i64,
        passed: &Passed,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut change = self.change().await?;
        let done = sqlx::query("DELETE FROM password_done WHERE hash = ? AND user_id = ? AND expires_at > ?")
            .bind(password_done.bytes())
            .bind(user)
            .bind(now)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        if done.rows_affected() == 0 || !use_up(&mut change, user, passed, now).await? {
            return Ok(false);
        }
        change.commit().await.map_err(unavailable)?;
        Ok(true)
    }

    /// Notes that a passkey signed somebody in without a password. Returns whether it was still there.
    pub(crate) async fn use_passkey(&self, user: i64, passed: &Passed, now: i64) -> Result<bool, StoreError> {
        let mut change = self.change().await?;
        let there = use_up(&mut change, user, passed, now).await?;
        change.commit().await.map_err(unavailable)?;
        Ok(there)
    }
}

async fn use_up(
    change: &mut Transaction<'_, Sqlite>,
    user: i64,
    passed: &Passed,
    now: i64,
) -> Result<bool, StoreError> {
    let query = match passed {
        Passed::Totp(step) => {
            sqlx::query("UPDATE totp SET last_used_step = ? WHERE user_id = ? AND last_used_step < ?")
                .bind(step.0)
                .bind(user)
                .bind(step.0)
        }
        Passed::RecoveryCode(RecoveryCodeHash(hash)) => sqlx::query(
            "UPDATE recovery_codes SET used_at = ? WHERE user_id = ? AND hash = ? AND used_at IS NULL",
        )
        .bind(now)
        .bind(user)
        .bind(&hash[..]),
        // Its answer works once because the ceremony does: that row was taken out before.
        Passed::Passkey(passkey) => sqlx::query(
            "UPDATE passkeys SET dynamic_state = ?, last_used_at = ? WHERE user_id = ? AND credential_id = ?",
        )
        .bind(&passkey.dynamic_state[..])
        .bind(now)
        .bind(user)
        .bind(&passkey.credential_id[..]),
    };
    Ok(query.execute(&mut **change).await.map_err(unavailable)?.rows_affected() > 0)
}

fn recovery_code((hash, used_at): (Vec<u8>, Option<i64>)) -> Result<StoredRecoveryCode, StoreError> {
    let hash = hash.try_into().map_err(|_| StoreError::Corrupt("a recovery code's hash".to_owned()))?;
    let state = used_at.map_or(CodeState::Valid, |at| CodeState::Used { at });
    Ok(StoredRecoveryCode { hash: RecoveryCodeHash(hash), state })
}

impl TryFrom<PasskeyRow> for StoredPasskey {
    type Error = StoreError;

    fn try_from(row: PasskeyRow) -> Result<Self, StoreError> {
        let corrupt = |_| StoreError::Corrupt("a passkey".to_owned());
        Ok(Self {
            id: row.id,
            user_id: row.user_id,
            credentials_version: row.credentials_version,
            name: row.name,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            passkey: Passkey {
                credential_id: row.credential_id,
                user_handle: UserHandle(row.user_handle.try_into().map_err(corrupt)?),
                static_state: row.static_state,
                dynamic_state: row.dynamic_state.try_into().map_err(corrupt)?,
                transports: row.transports,
            },
        })
    }
}
