//! Somebody with an account, and what their browser would bring along.

use authn::cookie_session::{ACCOUNT_CHANGED, SignIn, device_id};
use authn::relying_party::ProviderSession;
use authn::{NewAccount, PasswordHash, StoredCredentials};
use domain::{DeviceId, Role};
use time::OffsetDateTime;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store;

use crate::engine::Engine;

impl Engine {
    /// An account that did not exist before, and what is stored of it.
    pub(crate) async fn somebody(&self, email: &str) -> StoredCredentials {
        let (address, name) = (email.parse().unwrap(), "Somebody".parse().unwrap());
        let hash = hash("the hash of a password");
        let account = NewAccount {
            sandbox: &self.sandbox,
            email: &address,
            name: &name,
            role: Role::User,
            password_hash: &hash,
        };
        assert!(self.database.accounts.create_account(account, self.now()).await.unwrap());
        self.database.accounts.find_credentials(&self.sandbox, &address).await.unwrap().unwrap()
    }

    /// A session of theirs.
    pub(crate) async fn signs_in(&self, somebody: &StoredCredentials) -> Record {
        self.signs_in_through(somebody, None).await.unwrap()
    }

    /// The same through a session at a provider, if the store lets them.
    pub(crate) async fn signs_in_through(
        &self,
        somebody: &StoredCredentials,
        provider_session: Option<ProviderSession>,
    ) -> Result<Record, session_store::Error> {
        let sign_in = SignIn {
            user: somebody.user.clone(),
            sandbox: self.sandbox.clone(),
            password_version: somebody.password_version,
            device: "a browser".to_owned(),
            provider_session,
            created_at: self.now(),
            last_seen_at: self.now(),
        };
        let mut record = Record {
            id: Id(42),
            data: sign_in.into_data().unwrap(),
            expiry_date: OffsetDateTime::from_unix_timestamp(self.now()).unwrap(),
        };
        self.database.sessions.create(&mut record).await?;
        Ok(record)
    }

    /// What a request with this id finds.
    pub(crate) async fn finds(&self, id: Id) -> Option<SignIn> {
        if let Some(remembered) = self.database.sessions.remembered(&device_id(id)) {
            return Some(SignIn::clone(&remembered));
        }
        let record = self.database.sessions.load(&id).await.unwrap()?;
        Some(SignIn::of(&record).unwrap())
    }

    /// Whether a request with this id gets in.
    pub(crate) async fn opens(&self, record: &Record) -> bool {
        self.finds(record.id).await.is_some()
    }

    pub(crate) fn now(&self) -> i64 {
        authn::Clock::now(&*self.clock)
    }
}

pub(crate) fn hash(text: &str) -> PasswordHash {
    PasswordHash::from_stored(text.to_owned())
}

/// What the row of a session is kept under.
pub(crate) fn key(record: &Record) -> DeviceId {
    device_id(record.id)
}

/// Whether a sign-in was refused because the account is not what it was when the credentials were checked.
pub(crate) fn is_account_changed(refused: &session_store::Error) -> bool {
    matches!(refused, session_store::Error::Backend(reason) if reason == ACCOUNT_CHANGED)
}
