//! Why the server did not start, in words for whoever started it.

use std::io;
use std::path::PathBuf;

/// The server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database.
    #[error(transparent)]
    Database(#[from] store::OpenError),
    /// The port.
    #[error("Port {port} is in use. Stop what uses it, or choose another with --port.")]
    PortInUse {
        /// The port.
        port: u16,
    },
    /// Listening, for another reason.
    #[error("Cannot listen on port {port}: {error}. Choose another with --port.")]
    Listen {
        /// The port.
        port: u16,
        /// What the system says.
        error: io::Error,
    },
    /// The built site.
    #[error(
        "There is no built site in {0}. Build it with `cargo leptos build`, or name its folder with --site-root."
    )]
    NoSite(PathBuf),
    /// The token door's key.
    #[error("The signing key {path} cannot be read or made: {error}.")]
    SigningKey {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The first accounts.
    #[error("The ready accounts could not be made: {0}")]
    ReadyAccounts(domain::Refusal),
    /// Serving.
    #[error("The server stopped: {0}")]
    Serve(#[from] io::Error),
}
