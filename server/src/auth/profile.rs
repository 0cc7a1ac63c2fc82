//! Whose profile is asked for: one's own alone.

use domain::{Refusal, User};

/// Lets `user` see the profile that a path names, if it is their own. `me` is whoever asks.
pub(super) fn own(user: User, path: &str) -> Result<User, Refusal> {
    if path == "me" || path.parse() == Ok(user.id.0) { Ok(user) } else { Err(Refusal::Unauthorized) }
}
