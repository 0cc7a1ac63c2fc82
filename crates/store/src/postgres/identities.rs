//! Who may come in by way of a provider.

use async_trait::async_trait;
use authn::relying_party::{Identities, Identity, LinkedIdentity, NewAccountOf, Unlinked};
use authn::{NewAccount, StoreError, StoredAccount};
use domain::{Role, SandboxId, User, UserId};
use sqlx::postgres::PgRow;

use super::accounts::NO_PASSWORD;
use super::answer::Change;
use super::{PostgresStore, row, unavailable};

#[async_trait]
impl Identities for PostgresStore {
    async fn find_account_of(
        &self,
        sandbox: &SandboxId,
        identity: &Identity,
    ) -> Result<Option<StoredAccount>, StoreError> {
        sqlx::query(
            "SELECT id, name, email, role, password_version, disabled_at IS NOT NULL AS disabled
             FROM identities JOIN users ON users.id = user_id
             WHERE identities.sandbox = $1 AND issuer = $2 AND subject = $3",
        )
        .bind(sandbox.as_str())
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .fetch_optional(self.reads("find account of an identity"))
        .await
        .map_err(unavailable)?
        .as_ref()
        .map(account)
        .transpose()
    }

    async fn create_account_of(
        &self,
        account_of: NewAccountOf<'_>,
        now: i64,
    ) -> Result<Option<StoredAccount>, StoreError> {
        let mut change = self.change("create account of an identity").await?;
        let created = sqlx::query(
            "INSERT INTO users (sandbox, email, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (sandbox, email) DO NOTHING
             RETURNING id, name, email, role, password_version, FALSE AS disabled",
        )
        .bind(account_of.sandbox.as_str())
        .bind(account_of.email.as_str())
        .bind(account_of.name.as_str())
        .bind(Role::User.as_str())
        .bind(NO_PASSWORD)
        .bind(now)
        .fetch_optional(&mut change)
        .await
        .map_err(unavailable)?;
        let Some(account) = created.as_ref().map(account).transpose()? else {
            change.undo().await.map_err(unavailable)?;
            return Ok(None);
        };
        // Two tabs may have come back at once: whoever is second has the address taken from it, and gets nothing.
        add(&mut change, account.user.id, account_of.sandbox, account_of.identity, now).await?;
        change.commit().await.map_err(unavailable)?;
        Ok(Some(account))
    }

    async fn link(
        &self,
        user: &User,
        sandbox: &SandboxId,
        identity: &Identity,
        now: i64,
    ) -> Result<bool, StoreError> {
        // One that is taken is set to what it is, so that one statement adds, or waits, and tells whose it is then.
        let owner: i64 = sqlx::query_scalar(
            "INSERT INTO identities (sandbox, issuer, subject, user_id, linked_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (sandbox, issuer, subject) DO UPDATE SET user_id = identities.user_id RETURNING user_id",
        )
        .bind(sandbox.as_str())
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .bind(user.id.0)
        .bind(now)
        .fetch_one(self.writes("link an identity"))
        .await
        .map_err(unavailable)?;
        Ok(owner == user.id.0)
    }

    async fn unlink(
        &self,
        user: UserId,
        identity: &Identity,
        usable: &[String],
    ) -> Result<Unlinked, StoreError> {
        let mut change = self.change_of(user, "unlink an identity").await?;
        let deleted =
            sqlx::query("DELETE FROM identities WHERE user_id = $1 AND issuer = $2 AND subject = $3")
                .bind(user.0)
                .bind(&identity.issuer)
                .bind(&identity.subject)
                .execute(&mut change)
                .await
                .map_err(unavailable)?;
        if deleted.rows_affected() == 0 {
            change.undo().await.map_err(unavailable)?;
            return Ok(Unlinked::NotLinked);
        }
        // Counted while the user is held: of two that are unlinked at once one stays.
        let left: Vec<String> = sqlx::query_scalar(
            "SELECT issuer FROM identities WHERE user_id = $1
             UNION ALL SELECT $2 FROM users WHERE id = $1 AND password_hash <> $2",
        )
        .bind(user.0)
        .bind(NO_PASSWORD)
        .fetch_all(&mut change)
        .await
        .map_err(unavailable)?;
        if !left.iter().any(|way_in| way_in == NO_PASSWORD || usable.contains(way_in)) {
            change.undo().await.map_err(unavailable)?;
            return Ok(Unlinked::LastWayIn);
        }
        change.commit().await.map_err(unavailable)?;
        Ok(Unlinked::Done)
    }

    async fn identities(&self, user: UserId) -> Result<Vec<LinkedIdentity>, StoreError> {
        sqlx::query(
            "SELECT issuer, subject, linked_at FROM identities WHERE user_id = $1 ORDER BY linked_at, issuer",
        )
        .bind(user.0)
        .fetch_all(self.reads("identities"))
        .await
        .map_err(unavailable)?
        .iter()
        .map(|found| {
            Ok(LinkedIdentity {
                identity: Identity {
                    issuer: row::column(found, "issuer")?,
                    subject: row::column(found, "subject")?,
                },
                linked_at: row::column(found, "linked_at")?,
            })
        })
        .collect()
    }

    async fn has_password(&self, user: UserId) -> Result<bool, StoreError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM users WHERE id = $1 AND password_hash <> $2)")
            .bind(user.0)
            .bind(NO_PASSWORD)
            .fetch_one(self.reads("has password"))
            .await
            .map_err(unavailable)
    }
}

/// Adds an identity within a change; one that opens an account already goes on opening that one.
async fn add(
    change: &mut Change,
    user: UserId,
    sandbox: &SandboxId,
    identity: &Identity,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO identities (sandbox, issuer, subject, user_id, linked_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (sandbox, issuer, subject) DO NOTHING",
    )
    .bind(sandbox.as_str())
    .bind(&identity.issuer)
    .bind(&identity.subject)
    .bind(user.0)
    .bind(now)
    .execute(&mut *change)
    .await
    .map_err(unavailable)?;
    Ok(())
}

/// The same for an account that was added a moment ago.
pub(super) async fn add_to(
    change: &mut Change,
    account: &NewAccount<'_>,
    identity: &Identity,
    now: i64,
) -> Result<(), StoreError> {
    let user = sqlx::query_scalar("SELECT id FROM users WHERE sandbox = $1 AND email = $2")
        .bind(account.sandbox.as_str())
        .bind(account.email.as_str())
        .fetch_one(&mut *change)
        .await
        .map_err(unavailable)?;
    add(change, UserId(user), account.sandbox, identity, now).await
}

fn account(found: &PgRow) -> Result<StoredAccount, StoreError> {
    Ok(StoredAccount {
        user: row::user(found)?,
        password_version: row::column(found, "password_version")?,
        disabled: row::column(found, "disabled")?,
    })
}
