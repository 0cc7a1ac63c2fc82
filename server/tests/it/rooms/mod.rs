//! The vulnerable rooms, mirrored by their addresses.

mod csrf;
mod login_csrf;
