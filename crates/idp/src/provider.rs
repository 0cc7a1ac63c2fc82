//! The provider: what every handler works with.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use authn::{Clock, HashingLimits, HashingLoad, Journal, PasswordHash, Passwords, Random, StoreError};
use domain::{Refusal, SandboxId};
use openidconnect::url::Url;
use second_factor::SealingKey;
use second_factor::passkeys::RelyingParty;
use tokio::sync::OnceCell;

use crate::database::Database;
use crate::keys::{SigningKeys, sealing};
use crate::realm::READY_USERS;
use crate::sign_in::AntiForgeryKey;
use crate::{Client, OpenError, SecretDigest};

/// What a provider is opened with.
#[derive(Clone, Debug)]
pub struct ProviderConfig {
    /// The one origin that it answers to.
    pub origin: Url,
    /// The SQLite file; it is made if there is none. The keys that sign lie beside it, as `….keys`,
    /// and the key that seals the secrets of authenticator apps, as `….sealing`.
    pub database: PathBuf,
    /// Who may send users here.
    pub clients: Vec<Client>,
    /// What opens the interface that makes realms and accounts, and rotates keys.
    pub admin_secret: SecretDigest,
    /// How many passwords are hashed at once.
    pub hashing: HashingLimits,
    /// What clients are told with that a session has ended. It should follow no redirect.
    pub requests: reqwest::Client,
}

/// An identity provider with realms, as an OpenID Connect client sees them: each an issuer of its own.
pub struct Provider {
    pub(crate) origin: Url,
    pub(crate) clients: Vec<Client>,
    pub(crate) admin_secret: SecretDigest,
    pub(crate) database: Database,
    pub(crate) keys: SigningKeys,
    pub(crate) sealing_key: SealingKey,
    /// Who asks for passkeys; nobody, if browsers make none for this origin.
    pub(crate) relying_party: Option<RelyingParty>,
    pub(crate) passwords: Passwords,
    pub(crate) anti_forgery_key: AntiForgeryKey,
    pub(crate) ready_hashes: OnceCell<[PasswordHash; READY_USERS.len()]>,
    pub(crate) requests: reqwest::Client,
    /// What is told to those who run it.
    pub(crate) journal: Journal,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
}

impl Provider {
    /// Opens the database and the keys, and makes the realm `default`, unless it is there.
    ///
    /// # Errors
    /// [`OpenError`], in words for whoever starts it.
    pub async fn open(
        config: ProviderConfig,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, OpenError> {
        let keys_file = config.database.with_extension("keys");
        let keys = SigningKeys::open(keys_file.clone(), clock.now(), Arc::clone(&random)).await;
        let sealing_file = config.database.with_extension("sealing");
        let sealing_key = sealing::open(&sealing_file, &*random);
        let relying_party = RelyingParty::at(&config.origin.origin().ascii_serialization());
        let provider = Self {
            origin: config.origin,
            clients: config.clients,
            admin_secret: config.admin_secret,
            database: Database::open(&config.database).await?,
            keys: keys.map_err(|error| OpenError::Keys(keys_file, error))?,
            sealing_key: sealing_key.map_err(|error| OpenError::SealingKey(sealing_file, error))?,
            relying_party: relying_party.ok(),
            passwords: Passwords::new(config.hashing, Arc::clone(&random)),
            anti_forgery_key: AntiForgeryKey::random(&*random),
            ready_hashes: OnceCell::new(),
            requests: config.requests,
            journal: Journal::new(&*random),
            clock,
            random,
        };
        provider.ensure_realm(&SandboxId::default()).await.map_err(OpenError::Realm)?;
        Ok(provider)
    }

    /// Makes another signing key; the old ones stay published until the last ID token that they signed has expired.
    /// Returns the new key's `kid`.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`], and the old key goes on.
    pub async fn rotate_signing_key(&self) -> Result<String, Refusal> {
        self.keys.rotate(&*self.clock, Arc::clone(&self.random)).await.map_err(|error| {
            tracing::error!(%error, "signing keys");
            Refusal::Unavailable
        })
    }

    /// Deletes what has run out, at most `limit` of a kind. Returns how many rows there were in all.
    ///
    /// # Errors
    /// [`StoreError`] if the database did not do it; the next sweep will.
    pub async fn sweep(&self, limit: u32) -> Result<u64, StoreError> {
        self.database.sweep(self.clock.now(), limit).await
    }

    /// How many hashes were asked for so far: the work that a sign-in costs, and must cost alike for everybody.
    #[must_use]
    pub fn hashed(&self) -> u64 {
        self.passwords.hashed()
    }

    /// What the hashers are doing at this moment.
    #[must_use]
    pub fn hashing_load(&self) -> HashingLoad {
        self.passwords.load()
    }

    /// What was counted so far.
    #[must_use]
    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Closes the database; what was acknowledged is in the file.
    pub async fn close(&self) {
        self.database.close().await;
    }

    pub(crate) fn client(&self, id: &str) -> Option<&Client> {
        self.clients.iter().find(|client| client.id == id)
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("origin", &self.origin.as_str()).finish_non_exhaustive()
    }
}
