//! The vulnerable rooms, mirrored by their addresses.

mod csrf;
mod jwt;
mod login_csrf;
