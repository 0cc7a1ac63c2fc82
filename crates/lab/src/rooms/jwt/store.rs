//! What a database must be able to do for the token room. Each method is atomic.

use async_trait::async_trait;
use authn::StoreError;
use domain::{SandboxId, UserId};

use super::refresh_token::{Family, NewRefreshToken, RefreshTokenHash};

/// What became of a refresh token that somebody brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// It was valid, is consumed, and the next of its family is in its place.
    Rotated(UserId),
    /// It was not valid any more: its whole family is revoked.
    Reused(UserId),
    /// There is none, or it expired.
    Unknown,
}

/// The token room's rows.
#[async_trait]
pub trait TokenRows: Send + Sync {
    /// Adds the first refresh token of a family at `now` (seconds since 1970). Forgets what has expired.
    async fn begin_family(
        &self,
        sandbox: &SandboxId,
        user: UserId,
        family: &Family,
        first: &NewRefreshToken,
        now: i64,
    ) -> Result<(), StoreError>;

    /// Puts `next` in the place of a refresh token that is valid at `now`, or revokes the family of one that is not.
    ///
    /// Of two that bring the same one at the same time, one gets the next, and the other's use is a second use.
    async fn rotate(
        &self,
        sandbox: &SandboxId,
        presented: &RefreshTokenHash,
        next: &NewRefreshToken,
        now: i64,
    ) -> Result<Rotation, StoreError>;

    /// Puts a token on a sandbox's denylist until `expires_at`, and revokes the family of the refresh token that was
    /// given out with it. Forgets what has expired.
    async fn deny(
        &self,
        sandbox: &SandboxId,
        entry: &str,
        jti: &str,
        expires_at: i64,
        now: i64,
    ) -> Result<(), StoreError>;

    /// Whether one of a token's entries is on the denylist, in one query.
    async fn is_denied(&self, sandbox: &SandboxId, entries: &[String; 2]) -> Result<bool, StoreError>;

    /// How many entries a sandbox's denylist has.
    async fn count_denied(&self, sandbox: &SandboxId) -> Result<u64, StoreError>;
}
