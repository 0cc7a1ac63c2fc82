//! Whom a provider means.

use domain::{Email, UserName};
use serde::{Deserialize, Serialize};

use super::{Authentication, ProviderSession};

/// Somebody, as a provider knows them: the pair is what an account is found by (`OpenID` Connect Core 1.0 §5.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The provider, by its own name for itself.
    pub issuer: String,
    /// Its name for the person, which it never gives to another.
    pub subject: String,
}

/// What a provider said, once it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    /// Who.
    pub identity: Identity,
    /// Their address, if the provider told it and does not itself call it unproven. For a new account; it finds none.
    pub email: Option<Email>,
    /// What they want to be called.
    pub name: Option<UserName>,
    /// What the provider calls the session in which they proved it, if it will say when that ends.
    pub sid: Option<String>,
    /// Whether the provider can be asked to end that session.
    pub offers_logout: bool,
    /// How they proved it there.
    pub authentication: Authentication,
}

impl Identified {
    /// What a session that begins with it remembers.
    #[must_use]
    pub fn provider_session(&self) -> ProviderSession {
        ProviderSession {
            identity: self.identity.clone(),
            sid: self.sid.clone(),
            offers_logout: self.offers_logout,
            authentication: self.authentication.clone(),
        }
    }
}
