//! Why the provider could not be opened, in words for whoever starts it.

use std::io;
use std::path::PathBuf;

/// The provider could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its database.
    #[error("The identity provider's database {0} could not be opened: {1}. If it is damaged, move it away.")]
    Database(PathBuf, String),
    /// Its keys.
    #[error(
        "The identity provider's keys {0} cannot be read or made: {1}. If they are broken, delete them: the next \
         start makes others, and whoever is signed in goes on."
    )]
    Keys(PathBuf, KeyError),
    /// The key to its users' second factors.
    #[error(
        "The identity provider's sealing key {0} cannot be read or made: {1}. Bring the file back from a backup; if it \
         is lost, delete it: the next start makes another, and whoever has set up an authenticator app comes in by a \
         passkey alone, or not at all."
    )]
    SealingKey(PathBuf, KeyError),
    /// Its first realm.
    #[error("The identity provider's first accounts could not be made: {0}")]
    Realm(domain::Refusal),
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file.
    #[error(transparent)]
    File(#[from] io::Error),
    /// The file holds no keys, or none could be made.
    #[error("{0}")]
    Broken(String),
}

impl From<rsa::Error> for KeyError {
    fn from(error: rsa::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<rsa::pkcs1::Error> for KeyError {
    fn from(error: rsa::pkcs1::Error) -> Self {
        Self::Broken(error.to_string())
    }
}
