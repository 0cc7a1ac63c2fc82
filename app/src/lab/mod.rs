//! What belongs to the lab and to neither door: sandboxes, and a look into the server.

mod create_sandbox;
mod server_view;

pub use create_sandbox::{CreateSandbox, create_sandbox};
pub use server_view::{ServerView, server_view};
