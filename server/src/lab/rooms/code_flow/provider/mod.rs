//! The careless provider. Its users are the sandbox's, with the doors' own check of passwords; what it hands out is good for
//! the one client in this room.

mod authorize;
mod log_in;
mod token;

pub(super) use authorize::authorize;
pub(super) use log_in::log_in;
pub(super) use token::token;
