//! Which sandbox is meant, where another site asks. The lab's own cookie is `Lax` and stays at home then, so the request
//! names the sandbox: the lab's plumbing, and no secret, for a sandbox's name opens nothing.

use domain::{Refusal, SandboxId};

use crate::LabRooms;

/// The sandbox by this name.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none, so that nobody fills the memory with sandboxes of their own making.
pub(super) async fn named_sandbox(rooms: &LabRooms, name: &str) -> Result<SandboxId, Refusal> {
    let sandbox = name.parse().map_err(|_| Refusal::NotFound)?;
    let exists = rooms.known_sandboxes.contains(&rooms.house, &sandbox).await?;
    if exists { Ok(sandbox) } else { Err(Refusal::NotFound) }
}
