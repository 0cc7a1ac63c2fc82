//! What a code buys, and what a refresh token buys after it. Each is one change: two requests with the same code are
//! looked at one after the other.

use authn::StoreError;
use domain::SandboxId;
use sqlx::{FromRow, Sqlite, Transaction};

use super::{Database, unavailable};
use crate::SecretDigest;

/// A client that brings a code.
#[derive(Debug)]
pub(crate) struct Redemption<'a> {
    /// Of the code.
    pub(crate) code: SecretDigest,
    /// Who brings it.
    pub(crate) client_id: &'a str,
    /// Where it says the code was sent.
    pub(crate) redirect_uri: &'a str,
    /// The challenge that its verifier answers.
    pub(crate) code_challenge: &'a str,
}

/// A client that brings a refresh token.
#[derive(Debug)]
pub(crate) struct Renewal<'a> {
    /// Of the refresh token.
    pub(crate) refresh_token: SecretDigest,
    /// Who brings it.
    pub(crate) client_id: &'a str,
    /// What it asks for, if it asks for less.
    pub(crate) scope: Option<&'a str>,
}

/// What either gets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewTokens {
    /// Of the access token.
    pub(crate) access_token: SecretDigest,
    /// When that is dead.
    pub(crate) expires_at: i64,
    /// Of the refresh token.
    pub(crate) refresh_token: SecretDigest,
}

/// Whom the tokens are about.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Bought {
    id: i64,
    session_id: i64,
    client_id: String,
    redirect_uri: String,
    code_challenge: String,
    code_expires_at: i64,
    redeemed_at: Option<i64>,
    session_expires_at: i64,
    /// The user, as clients know them.
    pub(crate) subject: String,
    /// The session, as clients know it.
    pub(crate) sid: String,
    /// What the client asked the ID token to repeat.
    pub(crate) nonce: Option<String>,
    /// For what.
    pub(crate) scope: String,
    /// When the user proved who they are.
    pub(crate) auth_time: i64,
    /// How.
    pub(crate) amr: String,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Purchase {
    /// The tokens are good.
    Done(Box<Bought>),
    /// There is no such code or refresh token, it is too old, or it is not this client's.
    Refused,
    /// It was used before: everything that it bought is dead now.
    UsedTwice,
    /// It asks for more than it was given.
    MoreThanGranted,
}

/// What the userinfo endpoint answers.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct UserInfo {
    /// The user, as clients know them.
    pub(crate) subject: String,
    /// Their name.
    pub(crate) name: String,
    /// Their address.
    pub(crate) email: String,
    /// What of it may be told.
    pub(crate) scope: String,
}

impl Database {
    /// Redeems a code at `now`. Whatever is wrong with an attempt of its own client, the code is dead after it.
    pub(crate) async fn redeem(
        &self,
        realm: &SandboxId,
        redemption: &Redemption<'_>,
        tokens: NewTokens,
        now: i64,
    ) -> Result<Purchase, StoreError> {
        let mut change = self.change().await?;
        let Some(found) = find(&mut change, "g.code_hash = ?", realm, redemption.code).await? else {
            return Ok(Purchase::Refused);
        };
        let purchase = if found.redeemed_at.is_some() {
            Purchase::UsedTwice
        } else if found.client_id != redemption.client_id {
            // Somebody else's guess must not cost the owner the code.
            return Ok(Purchase::Refused);
        } else if now >= found.code_expires_at
            || found.redirect_uri != redemption.redirect_uri
            || found.code_challenge != redemption.code_challenge
        {
            Purchase::Refused
        } else {
            sqlx::query("UPDATE grants SET redeemed_at = ? WHERE id = ?")
                .bind(now)
                .bind(found.id)
                .execute(&mut *change)
                .await
                .map_err(unavailable)?;
            sqlx::query(
                "INSERT INTO session_clients (session_id, client_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            )
            .bind(found.session_id)
            .bind(&found.client_id)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
            hand_out(&mut change, &found, tokens).await?;
            Purchase::Done(Box::new(found.clone()))
        };
        settle(change, found.id, purchase).await
    }

    /// Exchanges a refresh token at `now` for another. One that was used before ends the whole family: of two who hold
    /// it, one is a thief, and nobody can tell which (RFC 9700 §4.14.2).
    pub(crate) async fn renew(
        &self,
        realm: &SandboxId,
        renewal: &Renewal<'_>,
        tokens: NewTokens,
        now: i64,
    ) -> Result<Purchase, StoreError> {
        const OF_ITS_FAMILY: &str = "g.id = (SELECT grant_id FROM refresh_tokens WHERE hash = ?)";
        let mut change = self.change().await?;
        let Some(mut found) = find(&mut change, OF_ITS_FAMILY, realm, renewal.refresh_token).await? else {
            return Ok(Purchase::Refused);
        };
        if found.client_id != renewal.client_id || now >= found.session_expires_at {
            return Ok(Purchase::Refused);
        }
        if let Some(scope) = renewal.scope {
            let granted: Vec<&str> = found.scope.split(' ').collect();
            if !scope.split(' ').all(|one| granted.contains(&one)) {
                return Ok(Purchase::MoreThanGranted);
            }
            scope.clone_into(&mut found.scope);
        }
        let used = sqlx::query("UPDATE refresh_tokens SET used_at = ? WHERE hash = ? AND used_at IS NULL")
            .bind(now)
            .bind(renewal.refresh_token.bytes())
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        let purchase = if used.rows_affected() == 0 {
            Purchase::UsedTwice
        } else {
            hand_out(&mut change, &found, tokens).await?;
            Purchase::Done(Box::new(found.clone()))
        };
        settle(change, found.id, purchase).await
    }

    /// Whom an access token is about, if it is good at `now`.
    pub(crate) async fn user_info(
        &self,
        realm: &SandboxId,
        access_token: SecretDigest,
        now: i64,
    ) -> Result<Option<UserInfo>, StoreError> {
        sqlx::query_as(
            "SELECT u.subject, u.name, u.email, t.scope
             FROM access_tokens t
             JOIN grants g ON g.id = t.grant_id
             JOIN sessions s ON s.id = g.session_id
             JOIN users u ON u.id = s.user_id
             WHERE t.hash = ? AND t.expires_at > ? AND u.realm = ?",
        )
        .bind(access_token.bytes())
        .bind(now)
        .bind(realm.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(unavailable)
    }
}

/// The grant that a hash leads to, with its session and its user.
async fn find(
    change: &mut Transaction<'_, Sqlite>,
    by: &'static str,
    realm: &SandboxId,
    hash: SecretDigest,
) -> Result<Option<Bought>, StoreError> {
    let query = format!(
        "SELECT g.id, g.session_id, g.client_id, g.redirect_uri, g.code_challenge, g.code_expires_at, g.redeemed_at,
                s.expires_at AS session_expires_at, u.subject, s.sid, g.nonce, g.scope, g.auth_time, g.amr
         FROM grants g JOIN sessions s ON s.id = g.session_id JOIN users u ON u.id = s.user_id
         WHERE {by} AND u.realm = ?"
    );
    sqlx::query_as(sqlx::AssertSqlSafe(query))
        .bind(hash.bytes())
        .bind(realm.as_str())
        .fetch_optional(&mut **change)
        .await
        .map_err(unavailable)
}

async fn hand_out(
    change: &mut Transaction<'_, Sqlite>,
    grant: &Bought,
    tokens: NewTokens,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO access_tokens (hash, grant_id, scope, expires_at) VALUES (?, ?, ?, ?)")
        .bind(tokens.access_token.bytes())
        .bind(grant.id)
        .bind(&grant.scope)
        .bind(tokens.expires_at)
        .execute(&mut **change)
        .await
        .map_err(unavailable)?;
    sqlx::query("INSERT INTO refresh_tokens (hash, grant_id) VALUES (?, ?)")
        .bind(tokens.refresh_token.bytes())
        .bind(grant.id)
        .execute(&mut **change)
        .await
        .map_err(unavailable)?;
    Ok(())
}

/// Ends the change; what was not done in order takes the grant along, and every token of it.
async fn settle(
    mut change: Transaction<'_, Sqlite>,
    grant: i64,
    purchase: Purchase,
) -> Result<Purchase, StoreError> {
    if !matches!(purchase, Purchase::Done(_)) {
        sqlx::query("DELETE FROM grants WHERE id = ?")
            .bind(grant)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
    }
    change.commit().await.map_err(unavailable)?;
    Ok(purchase)
}
