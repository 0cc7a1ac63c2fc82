//! The realms, and the accounts in them.

use authn::{PasswordHash, StoreError};
use domain::{Email, SandboxId, UserName};
use sqlx::{Sqlite, Transaction};

use super::{Database, EndedSession, logout, unavailable};

/// An account that is about to exist.
#[derive(Debug)]
pub(crate) struct NewUser<'a> {
    /// What clients will know it by.
    pub(crate) subject: &'a str,
    /// Its address.
    pub(crate) email: &'a Email,
    /// Its name.
    pub(crate) name: &'a UserName,
    /// Its password's hash.
    pub(crate) password_hash: &'a PasswordHash,
}

/// What an address signs in to.
#[derive(Debug)]
pub(crate) struct StoredUser {
    /// The account.
    pub(crate) id: i64,
    /// Its password's hash.
    pub(crate) password_hash: PasswordHash,
}

impl Database {
    /// Makes a realm with these accounts, unless there is one by that name. Returns whether it did.
    pub(crate) async fn create_realm(
        &self,
        realm: &SandboxId,
        users: &[NewUser<'_>],
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut change = self.change().await?;
        let created = add(&mut change, realm, users, now).await?;
        change.commit().await.map_err(unavailable)?;
        Ok(created)
    }

    /// Forgets everything in a realm and adds it again with these accounts, all or nothing. Returns the sessions that ended
    /// with it.
    pub(crate) async fn reset_realm(
        &self,
        realm: &SandboxId,
        users: &[NewUser<'_>],
        now: i64,
    ) -> Result<Vec<EndedSession>, StoreError> {
        let mut change = self.change().await?;
        let ended = logout::sessions_of(&mut change, realm).await?;
        // Every other row of a realm refers to this one, and goes with it.
        sqlx::query("DELETE FROM realms WHERE name = ?")
            .bind(realm.as_str())
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        add(&mut change, realm, users, now).await?;
        change.commit().await.map_err(unavailable)?;
        Ok(ended)
    }

    /// Whether there is such a realm.
    pub(crate) async fn realm_exists(&self, realm: &SandboxId) -> Result<bool, StoreError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM realms WHERE name = ?)")
            .bind(realm.as_str())
            .fetch_one(&self.readers)
            .await
            .map_err(unavailable)
    }

    /// Adds an account to a realm. Returns whether its address was free.
    pub(crate) async fn create_user(
        &self,
        realm: &SandboxId,
        user: &NewUser<'_>,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut change = self.change().await?;
        let created = insert(&mut change, realm, user, now).await?;
        change.commit().await.map_err(unavailable)?;
        Ok(created)
    }

    /// What is stored for an address in a realm.
    pub(crate) async fn find_user(
        &self,
        realm: &SandboxId,
        email: &Email,
    ) -> Result<Option<StoredUser>, StoreError> {
        let found: Option<(i64, String)> =
            sqlx::query_as("SELECT id, password_hash FROM users WHERE realm = ? AND email = ?")
                .bind(realm.as_str())
                .bind(email.as_str())
                .fetch_optional(&self.readers)
                .await
                .map_err(unavailable)?;
        Ok(found.map(|(id, hash)| StoredUser { id, password_hash: PasswordHash::from_stored(hash) }))
    }
}

/// Adds a realm with these accounts, unless there is one by that name. Returns whether it did.
async fn add(
    change: &mut Transaction<'_, Sqlite>,
    realm: &SandboxId,
    users: &[NewUser<'_>],
    now: i64,
) -> Result<bool, StoreError> {
    let created = sqlx::query("INSERT INTO realms (name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(realm.as_str())
        .bind(now)
        .execute(&mut **change)
        .await
        .map_err(unavailable)?;
    if created.rows_affected() == 0 {
        return Ok(false);
    }
    for user in users {
        insert(change, realm, user, now).await?;
    }
    Ok(true)
}

async fn insert(
    change: &mut Transaction<'_, Sqlite>,
    realm: &SandboxId,
    user: &NewUser<'_>,
    now: i64,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query(
        "INSERT INTO users (realm, subject, email, name, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
    )
    .bind(realm.as_str())
    .bind(user.subject)
    .bind(user.email.as_str())
    .bind(user.name.as_str())
    .bind(user.password_hash.as_str())
    .bind(now)
    .execute(&mut **change)
    .await
    .map_err(unavailable)?;
    Ok(inserted.rows_affected() > 0)
}
