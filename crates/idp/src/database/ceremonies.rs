//! What lasts while somebody signs in or sets something up: minutes, and one answer.

use authn::StoreError;
use domain::SandboxId;

use super::{Database, unavailable};
use crate::SecretDigest;

/// What a browser is to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A sign-in with a passkey, and nothing else.
    SignIn,
    /// A passkey after the password.
    SecondFactor,
    /// A new passkey.
    NewPasskey,
    /// A new authenticator app.
    NewTotp,
}

/// The first half of something.
#[derive(Debug)]
pub(crate) struct Ceremony<'a> {
    /// Of what the browser will bring.
    pub(crate) handle_hash: [u8; 32],
    /// Whose, if that is known.
    pub(crate) user_id: Option<i64>,
    /// For what.
    pub(crate) purpose: Purpose,
    /// What is to be remembered.
    pub(crate) state: &'a [u8],
    /// When it is over.
    pub(crate) expires_at: i64,
}

/// Somebody who typed the right password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PasswordDone {
    /// Who.
    pub(crate) user_id: i64,
    /// Of the credentials, when the password was looked at.
    pub(crate) credentials_version: i64,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign in",
            Self::SecondFactor => "second factor",
            Self::NewPasskey => "new passkey",
            Self::NewTotp => "new totp",
        }
    }
}

impl Database {
    /// Remembers the first half of something.
    pub(crate) async fn begin_ceremony(
        &self,
        realm: &SandboxId,
        ceremony: &Ceremony<'_>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO ceremonies (handle_hash, realm, user_id, purpose, state, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&ceremony.handle_hash[..])
        .bind(realm.as_str())
        .bind(ceremony.user_id)
        .bind(ceremony.purpose.as_str())
        .bind(ceremony.state)
        .bind(ceremony.expires_at)
        .execute(&self.writer)
        .await
        .map_err(unavailable)?;
        Ok(())
    }

    /// Takes it out, before the answer is looked at: whatever comes of that, there is no second one.
    pub(crate) async fn take_ceremony(
        &self,
        realm: &SandboxId,
        handle_hash: [u8; 32],
        user: Option<i64>,
        purpose: Purpose,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        sqlx::query_scalar(
            "DELETE FROM ceremonies WHERE handle_hash = ? AND realm = ? AND user_id IS ? AND purpose = ?
             RETURNING state",
        )
        .bind(&handle_hash[..])
        .bind(realm.as_str())
        .bind(user)
        .bind(purpose.as_str())
        .fetch_optional(&self.writer)
        .await
        .map_err(unavailable)
    }

    /// Notes that the right password was typed.
    pub(crate) async fn note_password_done(
        &self,
        hash: SecretDigest,
        done: PasswordDone,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO password_done (hash, user_id, credentials_version, expires_at) VALUES (?, ?, ?, ?)",
        )
        .bind(hash.bytes())
        .bind(done.user_id)
        .bind(done.credentials_version)
        .bind(expires_at)
        .execute(&self.writer)
        .await
        .map_err(unavailable)?;
        Ok(())
    }

    /// Who typed the right password in the browser that brings this, unless it was too long ago, or the password or a
    /// factor has changed since.
    pub(crate) async fn find_password_done(
        &self,
        realm: &SandboxId,
        hash: SecretDigest,
        now: i64,
    ) -> Result<Option<PasswordDone>, StoreError> {
        let found: Option<(i64, i64)> = sqlx::query_as(
            "SELECT p.user_id, p.credentials_version FROM password_done p JOIN users u ON u.id = p.user_id
             WHERE p.hash = ? AND p.expires_at > ? AND u.realm = ? AND u.credentials_version = p.credentials_version",
        )
        .bind(hash.bytes())
        .bind(now)
        .bind(realm.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(unavailable)?;
        Ok(found.map(|(user_id, credentials_version)| PasswordDone { user_id, credentials_version }))
    }
}
