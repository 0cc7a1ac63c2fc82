//! Whom a provider means.

use domain::{Email, UserName};

/// Somebody, as a provider knows them: the pair is what an account is found by (`OpenID` Connect Core 1.0 §5.7).
#[derive(Clone, Debug, PartialEq, Eq)]
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
}
