//! A realm: an issuer of its own, with users, sessions and throttles that no other realm sees. One for each sandbox of
//! the app, under the sandbox's name; keys and clients are shared.

use std::sync::Arc;

use authn::{PasswordHash, READY_ACCOUNTS, random_name};
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use domain::{Email, NewPassword, Refusal, SandboxId, UserName};
use openidconnect::IssuerUrl;
use openidconnect::url::Url;

use crate::Provider;
use crate::database::{EndedSession, NewUser};
use crate::pages::Problem;

/// The accounts that every realm starts with, and what clients know them by: the same in every realm, so that an app
/// may link its own ready accounts to them. Everybody else's subject is random. In the order of
/// [`authn::READY_ACCOUNTS`].
pub const READY_USERS: [ReadyUser; 2] = [
    ReadyUser { subject: READY_ACCOUNTS[0].subject, email: READY_ACCOUNTS[0].email },
    ReadyUser { subject: READY_ACCOUNTS[1].subject, email: READY_ACCOUNTS[1].email },
];

/// An account that every realm starts with.
#[derive(Clone, Copy, Debug)]
pub struct ReadyUser {
    /// What clients know it by.
    pub subject: &'static str,
    /// Its address.
    pub email: &'static str,
}

/// A realm that exists, named by the address of a request.
#[derive(Clone, Debug)]
pub(crate) struct Realm {
    /// Its name: the sandbox's.
    pub(crate) name: SandboxId,
    issuer: Url,
}

impl Realm {
    fn at(origin: &Url, name: SandboxId) -> Self {
        let mut issuer = origin.clone();
        issuer.set_path(&format!("/realms/{name}"));
        Self { name, issuer }
    }

    /// What its tokens say who signed them.
    pub(crate) fn issuer(&self) -> IssuerUrl {
        IssuerUrl::from_url(self.issuer.clone())
    }

    /// An address of the realm: `authorize`, `token` …
    pub(crate) fn address(&self, of: &str) -> Url {
        let mut address = self.issuer.clone();
        address.set_path(&format!("{}/{of}", self.issuer.path()));
        address
    }
}

impl FromRequestParts<Arc<Provider>> for Realm {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, provider: &Arc<Provider>) -> Result<Self, Response> {
        let not_found = || Problem(Refusal::NotFound).into_response();
        let Ok(Path(name)) = Path::<String>::from_request_parts(parts, provider).await else {
            return Err(not_found());
        };
        let Ok(name) = name.parse::<SandboxId>() else { return Err(not_found()) };
        match provider.database.realm_exists(&name).await {
            Ok(true) => Ok(Self::at(&provider.origin, name)),
            Ok(false) => Err(not_found()),
            Err(error) => Err(Problem(error.into()).into_response()),
        }
    }
}

/// Who is in every realm from the start.
struct ReadyPeople<'a> {
    people: Vec<(Email, UserName)>,
    hashes: &'a [PasswordHash],
}

impl<'a> ReadyPeople<'a> {
    async fn of(provider: &'a Provider) -> Result<Self, Refusal> {
        let hashes = provider.ready_hashes.get_or_try_init(|| provider.hash_ready_passwords()).await?;
        let mut people = Vec::with_capacity(READY_USERS.len());
        for account in READY_ACCOUNTS {
            people.push((account.email.parse()?, account.name.parse()?));
        }
        Ok(Self { people, hashes })
    }

    fn users(&self) -> Vec<NewUser<'_>> {
        let ready = READY_USERS.iter().zip(&self.people).zip(self.hashes);
        ready
            .map(|((ready, (email, name)), password_hash)| NewUser {
                subject: ready.subject,
                email,
                name,
                password_hash,
            })
            .collect()
    }
}

impl Provider {
    /// Makes a realm with the ready accounts, unless there is one by that name. Returns whether it did.
    ///
    /// # Errors
    /// [`Refusal::Overloaded`] or [`Refusal::Unavailable`].
    pub async fn ensure_realm(&self, name: &SandboxId) -> Result<bool, Refusal> {
        if self.database.realm_exists(name).await? {
            return Ok(false);
        }
        let ready = ReadyPeople::of(self).await?;
        Ok(self.database.create_realm(name, &ready.users(), self.clock.now()).await?)
    }

    /// Begins a realm anew with the ready accounts. Returns the sessions that ended with it; their clients are not told yet.
    ///
    /// # Errors
    /// [`Refusal::Overloaded`] or [`Refusal::Unavailable`], and nothing is forgotten.
    pub(crate) async fn reset_realm(&self, name: &SandboxId) -> Result<Vec<EndedSession>, Refusal> {
        let ready = ReadyPeople::of(self).await?;
        Ok(self.database.reset_realm(name, &ready.users(), self.clock.now()).await?)
    }

    /// Adds an account to a realm, under a random subject. Returns whether its address was free.
    ///
    /// # Errors
    /// [`Refusal::Password`] for one of the commonest, [`Refusal::Overloaded`] or [`Refusal::Unavailable`].
    pub async fn add_user(
        &self,
        realm: &SandboxId,
        email: &Email,
        name: &UserName,
        password: &NewPassword,
    ) -> Result<bool, Refusal> {
        authn::Passwords::refuse_commonest(password)?;
        let hash = self.passwords.turn().await?.hash(password.expose().as_bytes()).await?;
        let subject = random_name(&*self.random);
        let user = NewUser { subject: &subject, email, name, password_hash: &hash };
        Ok(self.database.create_user(realm, &user, self.clock.now()).await?)
    }

    /// Their passwords are public, so every realm may share one hash and one salt.
    async fn hash_ready_passwords(&self) -> Result<[PasswordHash; READY_USERS.len()], Refusal> {
        let turn = self.passwords.turn().await?;
        let [alice, admin] = READY_ACCOUNTS;
        Ok([turn.hash(alice.password.as_bytes()).await?, turn.hash(admin.password.as_bytes()).await?])
    }
}
