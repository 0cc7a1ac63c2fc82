//! The wall: whoever is in a sandbox may post, and everybody there reads it.

use authn::StoreError;
use domain::{SandboxId, UserName};

use crate::{Defence, Lab};

/// The longest post, in characters.
const LONGEST: usize = 2_000;
/// Posts that a wall keeps.
const KEPT: u32 = 50;

/// A post that is about to go up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPost {
    /// Who signs it; nobody checks.
    pub author: UserName,
    /// What it says, as written. What a page makes of it is the page's business.
    pub text: String,
}

/// A post on the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Who signed it.
    pub author: UserName,
    /// What it says, as written.
    pub text: String,
    /// When it went up, in seconds since 1970.
    pub posted_at: i64,
}

/// Why a post is not put up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPost {
    /// Nothing was written.
    #[error("Write something.")]
    Empty,
    /// More than 2,000 characters.
    #[error("A post has at most 2,000 characters.")]
    TooLong,
}

impl NewPost {
    /// Takes what somebody wrote, byte for byte: the wall is there to show what comes of that.
    ///
    /// # Errors
    /// [`InvalidPost`].
    pub fn parse(author: UserName, text: String) -> Result<Self, InvalidPost> {
        if text.trim().is_empty() {
            return Err(InvalidPost::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(InvalidPost::TooLong);
        }
        Ok(Self { author, text })
    }
}

/// Puts a post up.
///
/// # Errors
/// [`StoreError`].
pub async fn post_on_wall(lab: &Lab, sandbox: &SandboxId, post: &NewPost) -> Result<(), StoreError> {
    lab.store.add_post(sandbox, post, lab.clock.now(), KEPT).await
}

/// The wall, newest first, and the defences of the room that it is in.
///
/// # Errors
/// [`StoreError`].
pub async fn read_wall(lab: &Lab, sandbox: &SandboxId) -> Result<(Vec<Post>, Vec<Defence>), StoreError> {
    Ok((lab.store.posts(sandbox).await?, lab.store.defences(sandbox).await?))
}
