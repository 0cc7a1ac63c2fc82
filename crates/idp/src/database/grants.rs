//! The authorizations: what a session let a client ask for, and the code that it got.

use authn::StoreError;

use super::{Database, Session, unavailable};
use crate::SecretDigest;

/// An authorization that is about to be given.
#[derive(Debug)]
pub(crate) struct NewGrant<'a> {
    /// To whom.
    pub(crate) client_id: &'a str,
    /// Where the code is sent.
    pub(crate) redirect_uri: &'a str,
    /// What only whoever asked can answer (RFC 7636 §4.2).
    pub(crate) code_challenge: &'a str,
    /// What the ID token is to repeat.
    pub(crate) nonce: Option<&'a str>,
    /// For what.
    pub(crate) scope: &'a str,
    /// Of the code.
    pub(crate) code: SecretDigest,
    /// When the code is dead.
    pub(crate) code_expires_at: i64,
}

impl Database {
    /// Notes an authorization. Returns whether the session was still there.
    pub(crate) async fn grant(&self, session: &Session, new: &NewGrant<'_>) -> Result<bool, StoreError> {
        let inserted = sqlx::query(
            "INSERT INTO grants (session_id, client_id, redirect_uri, code_challenge, nonce, scope, auth_time, amr,
                                 code_hash, code_expires_at)
             SELECT id, ?, ?, ?, ?, ?, auth_time, amr, ?, ? FROM sessions WHERE id = ?",
        )
        .bind(new.client_id)
        .bind(new.redirect_uri)
        .bind(new.code_challenge)
        .bind(new.nonce)
        .bind(new.scope)
        .bind(new.code.bytes())
        .bind(new.code_expires_at)
        .bind(session.id)
        .execute(&self.writer)
        .await
        .map_err(unavailable)?;
        Ok(inserted.rows_affected() > 0)
    }
}
