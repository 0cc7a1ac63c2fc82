//! The program: what every handler works with.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use authn::relying_party::{HttpClient, OpenIdConnect, SoleProvider};
use authn::{Clock, Random, StoreError};
use openidconnect::url::Url;

use crate::OpenError;
use crate::database::Database;

/// Where the provider sends users back to, below the origin. One address for all sandboxes: it is registered there, and
/// compared character by character.
pub const CALLBACK: &str = "/sign-in/callback";
/// Where it sends them once they are signed out there.
pub const SIGNED_OUT: &str = "/signed-out";
/// Where its server says that a session has ended.
pub const BACKCHANNEL_LOGOUT: &str = "/backchannel-logout";

/// What Notes is opened with.
#[derive(Debug)]
pub struct NotesConfig {
    /// The one origin that it answers to.
    pub origin: Url,
    /// The SQLite file; it is made if there is none.
    pub database: PathBuf,
    /// Who says who somebody is, and our name there.
    pub provider: OpenIdConnect,
    /// What the provider is asked with.
    pub http: HttpClient,
}

/// An app of notes, for whoever its provider vouches for.
pub struct Notes {
    pub(crate) origin: Url,
    pub(crate) provider: SoleProvider,
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
}

impl Notes {
    /// Opens the database. The provider is not asked for anything before somebody signs in: either may start first.
    ///
    /// # Errors
    /// [`OpenError`], in words for whoever starts it.
    pub async fn open(
        config: NotesConfig,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, OpenError> {
        let redirect_uri = below(&config.origin, CALLBACK);
        Ok(Self {
            provider: SoleProvider::new(config.provider, redirect_uri, config.http),
            database: Database::open(&config.database).await?,
            origin: config.origin,
            clock,
            random,
        })
    }

    /// An address of ours.
    pub(crate) fn address(&self, path: &str) -> Url {
        below(&self.origin, path)
    }

    /// Deletes what has run out, at most `limit` of a kind. Returns how many rows there were in all.
    ///
    /// # Errors
    /// [`StoreError`] if the database did not do it; the next sweep will.
    pub async fn sweep(&self, limit: u32) -> Result<u64, StoreError> {
        self.database.sweep(self.clock.now(), limit).await
    }

    /// Closes the database; what was acknowledged is in the file.
    pub async fn close(&self) {
        self.database.close().await;
    }
}

fn below(origin: &Url, path: &str) -> Url {
    let mut address = origin.clone();
    address.set_path(path);
    address
}

impl fmt::Debug for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notes").field("origin", &self.origin.as_str()).finish_non_exhaustive()
    }
}
