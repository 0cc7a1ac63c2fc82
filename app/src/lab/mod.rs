//! What belongs to the lab and to neither door: sandboxes, and a look into the server.

#[cfg(feature = "ssr")]
mod cookie;
mod create_sandbox;
mod server_view;

#[cfg(feature = "ssr")]
pub use cookie::{LAB_COOKIE, set_lab_cookie};
pub use create_sandbox::{CreateSandbox, create_sandbox};
pub use server_view::{ServerView, server_view};
