//! Every way in which Notes says no: one enum, one status each, one sentence each.

use authn::StoreError;
use authn::relying_party::ProviderRefusal;

use crate::notebook::InvalidText;

/// Why a request was not done. The text is what a person reads: what happened and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// There is no such page, or no such note of theirs.
    #[error("There is nothing at this address.")]
    NotFound,
    /// The request is not of the form that this address takes.
    #[error("The request could not be read. Go back and try again.")]
    Malformed,
    /// Nobody is signed in.
    #[error("You are not signed in any more, so nothing was changed. Sign in and do it once more.")]
    SignedOut,
    /// The text may not be a note.
    #[error("{0}")]
    Text(#[from] InvalidText),
    /// There are as many notes as there may be.
    #[error("There is room for 100 notes, and no more. Delete one first.")]
    Full,
    /// The answer of the provider belongs to no sign-in that this browser has under way.
    #[error("That answer belongs to no sign-in that is under way in this browser. Begin again.")]
    NotOurs,
    /// The person, or the provider for them, said no.
    #[error("The identity provider was told not to sign you in here. If that was a mistake, try again.")]
    Denied,
    /// The provider's session has ended while somebody was on the way back from it.
    #[error("You were signed out at the identity provider in the meantime. Sign in again.")]
    JustEnded,
    /// The provider has no users for this sandbox.
    #[error(
        "The identity provider does not know this sandbox yet. Sign in through it in Two Doors once, and come back."
    )]
    UnknownSandbox,
    /// The provider did not do its part.
    #[error("The identity provider did not accept this sign-in. Try again.")]
    ProviderRefused,
    /// The provider said something that cannot be believed.
    #[error("The identity provider's answer could not be trusted, so nobody was signed in. Try again later.")]
    Untrusted,
    /// The provider does not answer.
    #[error(
        "The identity provider does not answer. Nothing was changed, and your notes are safe. Try again in a minute."
    )]
    ProviderDown,
    /// Somebody signed out everywhere, and the provider did not answer.
    #[error(
        "You are signed out of Notes. The identity provider does not answer, so you are still signed in there: try again in \
         a minute."
    )]
    OnlyHere,
    /// The database does not answer.
    #[error("Notes cannot reach its database. Nothing was changed; try again in a minute.")]
    Unavailable,
}

impl Refusal {
    /// The status of the answer (RFC 9110 §15).
    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::NotOurs => 400,
            Self::SignedOut | Self::JustEnded => 401,
            Self::Denied => 403,
            Self::NotFound | Self::UnknownSandbox => 404,
            Self::Full => 409,
            Self::Text(_) => 422,
            Self::ProviderRefused | Self::Untrusted => 502,
            Self::ProviderDown | Self::OnlyHere | Self::Unavailable => 503,
        }
    }

    /// The `Retry-After` of the answer, in seconds, where trying again helps.
    pub(crate) const fn retry_after(self) -> Option<u32> {
        match self {
            Self::ProviderDown | Self::OnlyHere | Self::Unavailable => Some(60),
            _ => None,
        }
    }
}

impl From<StoreError> for Refusal {
    /// The log gets the reason.
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "database");
        Self::Unavailable
    }
}

impl From<ProviderRefusal> for Refusal {
    fn from(refusal: ProviderRefusal) -> Self {
        match refusal {
            ProviderRefusal::ProviderDown => Self::ProviderDown,
            ProviderRefusal::UnknownSandbox => Self::UnknownSandbox,
            ProviderRefusal::Denied => Self::Denied,
            ProviderRefusal::NoAttempt
            | ProviderRefusal::Expired
            | ProviderRefusal::WrongState
            | ProviderRefusal::WrongIssuer
            | ProviderRefusal::WrongNonce => Self::NotOurs,
            ProviderRefusal::UntrustedIdToken => Self::Untrusted,
            // The others are about accounts with a password of their own, and there are none here.
            _ => Self::ProviderRefused,
        }
    }
}
