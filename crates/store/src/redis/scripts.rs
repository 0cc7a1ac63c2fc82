//! What Redis does in one step. A script is sent once, and called by its hash from then on; a Redis that has forgotten it
//! is sent it again.

use std::sync::LazyLock;

use redis::Script;

/// A script, after the lines that all scripts about sessions share.
macro_rules! about_sessions {
    ($file:literal) => {
        LazyLock::new(|| Script::new(concat!(include_str!("indexes.lua"), include_str!($file))))
    };
}

pub(super) static CREATE: LazyLock<Script> = about_sessions!("create.lua");
pub(super) static TOUCH: LazyLock<Script> = about_sessions!("touch.lua");
pub(super) static END: LazyLock<Script> = about_sessions!("end.lua");
pub(super) static END_ALL: LazyLock<Script> = about_sessions!("end_all.lua");
pub(super) static END_OF_PROVIDER: LazyLock<Script> = about_sessions!("end_of_provider.lua");

pub(super) static NOTE_FAILURE: LazyLock<Script> =
    LazyLock::new(|| Script::new(include_str!("note_failure.lua")));
pub(super) static FORGET_SANDBOX: LazyLock<Script> =
    LazyLock::new(|| Script::new(include_str!("forget_sandbox.lua")));
