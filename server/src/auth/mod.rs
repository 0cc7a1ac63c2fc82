//! The JSON addresses of both doors. They are twins: the same file names, the same order of lines. And a third way in,
//! through somebody else's provider, which ends at the session door.

pub(crate) mod cookie_session;
mod create_account;
mod export;
pub(crate) mod local_storage_jwt;
mod picture;
mod profile;
pub(crate) mod relying_party;

pub(crate) use create_account::create_account;

use domain::Password;
use serde::Deserialize;

/// The body of a sign-in, at either door and in the lab's rooms.
#[derive(Deserialize)]
pub(crate) struct LogInBody {
    pub(crate) email: String,
    pub(crate) password: Password,
}

/// The body of a change of name, at either door.
#[derive(Deserialize)]
pub(crate) struct ChangeNameBody {
    name: String,
}
