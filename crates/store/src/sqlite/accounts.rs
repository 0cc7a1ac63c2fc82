//! The accounts.

use async_trait::async_trait;
use authn::{Accounts, NewAccount, PasswordHash, SessionOwner, StoreError, StoredCredentials};
use domain::{Email, Role, SandboxId, User, UserId, UserName};
use sqlx::{Sqlite, Transaction};

use super::{SqliteStore, row, unavailable};

/// What stands for the hash of an account that is only reached through a provider. No password has this hash.
pub(super) const NO_PASSWORD: &str = "";

#[async_trait]
impl Accounts for SqliteStore {
    async fn create_account(&self, account: NewAccount<'_>, now: i64) -> Result<bool, StoreError> {
        let mut change = self.change("create account").await?;
        let created = insert(&mut change, &account, now).await?;
        change.commit().await.map_err(unavailable)?;
        Ok(created)
    }

    async fn find_credentials(
        &self,
        sandbox: &SandboxId,
        email: &Email,
    ) -> Result<Option<StoredCredentials>, StoreError> {
        let found = sqlx::query(
            "SELECT id, name, email, role, password_hash, password_version, disabled_at IS NOT NULL AS disabled
             FROM users WHERE sandbox = ? AND email = ?",
        )
        .bind(sandbox.as_str())
        .bind(email.as_str())
        .fetch_optional(self.reads("find credentials"))
        .await
        .map_err(unavailable)?;
        found
            .map(|found| {
                Ok(StoredCredentials {
                    user: row::user(&found)?,
                    password_hash: password_hash(row::column(&found, "password_hash")?),
                    password_version: row::column(&found, "password_version")?,
                    disabled: row::column(&found, "disabled")?,
                })
            })
            .transpose()
    }

    async fn find_user(&self, user: UserId) -> Result<Option<User>, StoreError> {
        sqlx::query("SELECT id, name, email, role FROM users WHERE id = ? AND disabled_at IS NULL")
            .bind(user.0)
            .fetch_optional(self.reads("find user"))
            .await
            .map_err(unavailable)?
            .as_ref()
            .map(row::user)
            .transpose()
    }

    async fn session_owner(&self, user: UserId) -> Result<Option<SessionOwner>, StoreError> {
        self.reads_at_once("read the session's user").await.row(
            "SELECT id, name, email, role, sandbox, password_version FROM users
             WHERE id = ? AND disabled_at IS NULL",
            [user.0],
            |columns| {
                Ok(SessionOwner {
                    user: row::next_user(columns)?,
                    sandbox: columns.parse(row::parse)?,
                    password_version: columns.next()?,
                })
            },
        )
    }

    async fn house_id(&self) -> Result<String, StoreError> {
        sqlx::query_scalar("SELECT id FROM house")
            .fetch_one(self.reads("house id"))
            .await
            .map_err(unavailable)
    }

    async fn accounts(&self, sandbox: &SandboxId, limit: u32) -> Result<Vec<User>, StoreError> {
        // In the order of the index on both columns: no more rows are read than are returned.
        sqlx::query("SELECT id, name, email, role FROM users WHERE sandbox = ? ORDER BY email LIMIT ?")
            .bind(sandbox.as_str())
            .bind(limit)
            .fetch_all(self.reads("accounts"))
            .await
            .map_err(unavailable)?
            .iter()
            .map(row::user)
            .collect()
    }

    async fn change_name(&self, user: UserId, name: &UserName) -> Result<Option<User>, StoreError> {
        let mut change = self.change("change name").await?;
        let changed = sqlx::query(
            "UPDATE users SET name = ? WHERE id = ? AND disabled_at IS NULL RETURNING id, name, email, role",
        )
        .bind(name.as_str())
        .bind(user.0)
        .fetch_optional(&mut *change)
        .await
        .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)?;
        changed.as_ref().map(row::user).transpose()
    }

    async fn set_role(&self, user: UserId, role: Role) -> Result<bool, StoreError> {
        let changed = sqlx::query("UPDATE users SET role = ? WHERE id = ?")
            .bind(role.as_str())
            .bind(user.0)
            .execute(self.writes("set role"))
            .await
            .map_err(unavailable)?;
        Ok(changed.rows_affected() > 0)
    }

    async fn change_password(
        &self,
        user: UserId,
        hash: &PasswordHash,
        version: i64,
    ) -> Result<bool, StoreError> {
        let mut change = self.change("change password").await?;
        let changed = sqlx::query(
            "UPDATE users SET password_hash = ?, password_version = password_version + 1
             WHERE id = ? AND password_version = ? AND disabled_at IS NULL",
        )
        .bind(hash.as_str())
        .bind(user.0)
        .bind(version)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?
        .rows_affected()
            > 0;
        if changed {
            end_sessions(&mut change, user).await?;
            forget_devices(&mut change, user).await?;
        }
        change.commit().await.map_err(unavailable)?;
        Ok(changed)
    }

    async fn upgrade_hash(&self, user: UserId, hash: &PasswordHash, version: i64) -> Result<(), StoreError> {
        sqlx::query("UPDATE users SET password_hash = ? WHERE id = ? AND password_version = ?")
            .bind(hash.as_str())
            .bind(user.0)
            .bind(version)
            .execute(self.writes("upgrade hash"))
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn disable_user(&self, user: UserId, now: i64) -> Result<(), StoreError> {
        let mut change = self.change("disable user").await?;
        sqlx::query(
            "UPDATE users SET disabled_at = coalesce(disabled_at, ?), password_version = password_version + 1
             WHERE id = ?",
        )
        .bind(now)
        .bind(user.0)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
        end_sessions(&mut change, user).await?;
        change.commit().await.map_err(unavailable)
    }
}

fn password_hash(stored: String) -> Option<PasswordHash> {
    (stored != NO_PASSWORD).then(|| PasswordHash::from_stored(stored))
}

/// Adds an account within a change. Returns whether the address was free.
pub(super) async fn insert(
    change: &mut Transaction<'_, Sqlite>,
    account: &NewAccount<'_>,
    now: i64,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query(
        "INSERT INTO users (sandbox, email, name, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (sandbox, email) DO NOTHING",
    )
    .bind(account.sandbox.as_str())
    .bind(account.email.as_str())
    .bind(account.name.as_str())
    .bind(account.role.as_str())
    .bind(account.password_hash.as_str())
    .bind(now)
    .execute(&mut **change)
    .await
    .map_err(unavailable)?;
    Ok(inserted.rows_affected() > 0)
}

/// Ends every session of a user within a change. Returns how many there were.
pub(super) async fn end_sessions(
    change: &mut Transaction<'_, Sqlite>,
    user: UserId,
) -> Result<u64, StoreError> {
    let ended = sqlx::query("DELETE FROM sessions WHERE user_id = ?")
        .bind(user.0)
        .execute(&mut **change)
        .await
        .map_err(unavailable)?;
    Ok(ended.rows_affected())
}

/// Forgets every device of a user within a change: whoever signed in with the old password is a stranger now.
async fn forget_devices(change: &mut Transaction<'_, Sqlite>, user: UserId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM known_devices WHERE user_id = ?")
        .bind(user.0)
        .execute(&mut **change)
        .await
        .map_err(unavailable)?;
    Ok(())
}
