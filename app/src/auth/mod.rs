//! The two doors, as the browser's side of the code sees them, and signing up, which is the same at both.
//!
//! The folders are twins: the same verbs, under the same file names. `diff -r` of the two is the lesson.

pub mod cookie_session;
pub mod local_storage_jwt;
mod sign_up;

pub use sign_up::{SignUp, sign_up};
