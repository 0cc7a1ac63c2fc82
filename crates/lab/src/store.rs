//! What a database must be able to do for the lab. Each method is atomic.

use async_trait::async_trait;
use authn::StoreError;
use domain::SandboxId;

use crate::rooms::RoomRows;
use crate::rooms::jwt::TokenRows;
use crate::rooms::jwt_cookie::DeniedTokens;
use crate::rooms::naive_session::NaiveSessions;
use crate::{Defence, NewPost, Post};

/// The lab's rows; those of a room have a trait beside it.
#[async_trait]
pub trait LabStore: DeniedTokens + NaiveSessions + RoomRows + TokenRows + Send + Sync {
    /// Puts a post on a sandbox's wall at `now` (seconds since 1970); of more than `keep` posts the oldest go.
    async fn add_post(
        &self,
        sandbox: &SandboxId,
        post: &NewPost,
        now: i64,
        keep: u32,
    ) -> Result<(), StoreError>;

    /// A sandbox's wall, newest first.
    async fn posts(&self, sandbox: &SandboxId) -> Result<Vec<Post>, StoreError>;

    /// Takes everything off a sandbox's wall.
    async fn clear_wall(&self, sandbox: &SandboxId) -> Result<(), StoreError>;

    /// Empties a sandbox's wall, and keeps what hung there for [`LabStore::put_wall_back`]. If something is kept already, what
    /// hangs there now was left by a play that was cut off, and goes.
    async fn set_wall_aside(&self, sandbox: &SandboxId) -> Result<(), StoreError>;

    /// Takes everything off a sandbox's wall, and hangs up again what was set aside.
    async fn put_wall_back(&self, sandbox: &SandboxId) -> Result<(), StoreError>;

    /// The defences that are on in a sandbox.
    async fn defences(&self, sandbox: &SandboxId) -> Result<Vec<Defence>, StoreError>;

    /// Switches a defence of a sandbox on or off.
    async fn switch_defence(&self, sandbox: &SandboxId, defence: Defence, on: bool)
    -> Result<(), StoreError>;

    /// Switches these defences of a sandbox on, and every other off.
    async fn set_defences(&self, sandbox: &SandboxId, on: &[Defence]) -> Result<(), StoreError>;
}
