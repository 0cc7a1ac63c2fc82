//! The sessions, as their owners see them.

use async_trait::async_trait;
use authn::cookie_session::SignIn;
use authn::relying_party::{Authentication, Identity, LoggedOut, ProviderSession};
use authn::{Sessions, StoreError};
use domain::{Device, DeviceId, UserId};
use sqlx::postgres::PgRow;

use super::accounts::end_sessions;
use super::{PostgresStore, row, unavailable};

#[async_trait]
impl Sessions for PostgresStore {
    async fn find_session(&self, id: &DeviceId) -> Result<Option<SignIn>, StoreError> {
        sqlx::query(
            "SELECT users.id, name, email, role, sandbox, password_version,
                    device, sessions.created_at, last_seen_at,
                    issuer, subject, sid, offers_logout, auth_time, amr, acr
             FROM sessions JOIN users ON users.id = user_id
             WHERE id_hash = $1 AND expires_at > $2 AND disabled_at IS NULL",
        )
        .bind(id.0.as_slice())
        .bind(self.clock.now())
        .fetch_optional(self.reads("read the session and its user"))
        .await
        .map_err(unavailable)?
        .as_ref()
        .map(sign_in)
        .transpose()
    }

    async fn devices(&self, user: UserId, now: i64) -> Result<Vec<Device>, StoreError> {
        let rows = sqlx::query(
            "SELECT id_hash, device, created_at, last_seen_at, expires_at FROM sessions
             WHERE user_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id_hash",
        )
        .bind(user.0)
        .bind(now)
        .fetch_all(self.reads("list the sessions"))
        .await
        .map_err(unavailable)?;
        rows.iter()
            .map(|found| {
                Ok(Device {
                    id: row::device_id(row::column(found, "id_hash")?)?,
                    label: row::column(found, "device")?,
                    created_at: row::column(found, "created_at")?,
                    last_seen_at: row::column(found, "last_seen_at")?,
                    expires_at: row::column(found, "expires_at")?,
                    current: false,
                })
            })
            .collect()
    }

    async fn touch_session(&self, id: &DeviceId, now: i64, expires_at: i64) -> Result<(), StoreError> {
        // Of two requests that arrive out of order, the later one counts; a row that is gone stays gone.
        sqlx::query(
            "UPDATE sessions SET last_seen_at = $1, expires_at = $2 WHERE id_hash = $3 AND last_seen_at < $1",
        )
        .bind(now)
        .bind(expires_at)
        .bind(id.0.as_slice())
        .execute(self.writes("touch the session"))
        .await
        .map_err(unavailable)?;
        Ok(())
    }

    async fn end_session(&self, user: UserId, id: &DeviceId) -> Result<bool, StoreError> {
        let ended = sqlx::query("DELETE FROM sessions WHERE id_hash = $1 AND user_id = $2")
            .bind(id.0.as_slice())
            .bind(user.0)
            .execute(self.writes("delete the session"))
            .await
            .map_err(unavailable)?;
        Ok(ended.rows_affected() > 0)
    }

    async fn end_all_sessions(&self, user: UserId) -> Result<u64, StoreError> {
        let mut change = self.change_of(user, "delete all sessions").await?;
        let ended = end_sessions(&mut change, user).await?;
        change.commit().await.map_err(unavailable)?;
        Ok(ended)
    }

    async fn end_sessions_of(&self, logged_out: &LoggedOut) -> Result<u64, StoreError> {
        let LoggedOut { issuer, subject, sid } = logged_out;
        let ended = sqlx::query(
            "DELETE FROM sessions WHERE issuer = $1 AND (subject = $2 OR $2 IS NULL) AND (sid = $3 OR $3 IS NULL)",
        )
        .bind(issuer)
        .bind(subject.as_deref())
        .bind(sid.as_deref())
        .execute(self.writes("delete the sessions of a provider's"))
        .await
        .map_err(unavailable)?;
        Ok(ended.rows_affected())
    }

    async fn sweep_sessions(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        let swept = sqlx::query(
            // A row that another node sweeps, or that is heard of right now, is left to them. Those that are locked stay where they
            // are, so they are found again by their places: three times as quick as by their keys, in an index of hashes.
            "DELETE FROM sessions WHERE ctid = ANY (ARRAY
             (SELECT ctid FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2
              FOR UPDATE SKIP LOCKED))",
        )
        .bind(now)
        .bind(i64::from(limit))
        .execute(self.writes("sweep sessions"))
        .await
        .map_err(unavailable)?;
        Ok(swept.rows_affected())
    }
}

fn sign_in(found: &PgRow) -> Result<SignIn, StoreError> {
    Ok(SignIn {
        user: row::user(found)?,
        sandbox: row::parse(row::column(found, "sandbox")?)?,
        password_version: row::column(found, "password_version")?,
        device: row::column(found, "device")?,
        provider_session: provider_session(found)?,
        created_at: row::column(found, "created_at")?,
        last_seen_at: row::column(found, "last_seen_at")?,
    })
}

fn provider_session(found: &PgRow) -> Result<Option<ProviderSession>, StoreError> {
    let Some(issuer) = row::column(found, "issuer")? else { return Ok(None) };
    let amr: String = row::column(found, "amr")?;
    Ok(Some(ProviderSession {
        identity: Identity { issuer, subject: row::column(found, "subject")? },
        sid: row::column(found, "sid")?,
        offers_logout: row::column(found, "offers_logout")?,
        authentication: Authentication {
            auth_time: row::column(found, "auth_time")?,
            amr: amr.split_whitespace().map(str::to_owned).collect(),
            acr: row::column(found, "acr")?,
        },
    }))
}
