//! Every way in which a sign-in through a provider ends without a session: one enum, one status each, one sentence each.

use domain::Refusal;

use crate::{Outcome, RealmError};

/// Why nobody was signed in, or nothing was linked.
///
/// The text is what a person reads: what happened and what to do. What the provider said is for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderRefusal {
    /// No such provider is set up here.
    #[error("There is no such provider here. Sign in another way.")]
    UnknownProvider,
    /// The provider does not answer, or not with what it promises.
    #[error(
        "The provider does not answer. Nothing was changed; try again in a minute, or sign in another way."
    )]
    ProviderDown,
    /// The provider answers, and has no issuer for this sandbox.
    #[error("The provider does not know this sandbox. Nothing was changed; sign in another way.")]
    UnknownSandbox,
    /// The person, or the provider for them, said no.
    #[error("The provider was told not to sign you in here. If that was a mistake, try again.")]
    Denied,
    /// The provider would not do its part: a code that it does not know, a client that it does not know.
    #[error(
        "The provider did not accept this sign-in. Try again; if that does not help, sign in another way."
    )]
    ProviderRefused,
    /// The browser has no attempt under way, or it was finished before.
    #[error("No sign-in is under way in this browser, or it was finished already. Begin again.")]
    NoAttempt,
    /// The attempt took too long.
    #[error("This sign-in took longer than ten minutes. Begin again.")]
    Expired,
    /// The answer belongs to another attempt, perhaps somebody else's.
    #[error(
        "This answer does not belong to the sign-in that this browser began, so it was not used. Begin again."
    )]
    WrongState,
    /// The answer was sent by another provider than the one that was asked (RFC 9207).
    #[error("This answer does not come from the provider that was asked, so it was not used. Begin again.")]
    WrongIssuer,
    /// The ID token was made for another attempt (`OpenID` Connect Core 1.0 §15.5.2).
    #[error("The provider's answer was made for another sign-in, so it was not used. Begin again.")]
    WrongNonce,
    /// The ID token is not one to believe: its signature, its issuer, its audience or its time.
    #[error("The provider's answer could not be trusted, so nobody was signed in. Try again later.")]
    UntrustedIdToken,
    /// A new account needs an address, and the provider told none that it stands by.
    #[error(
        "The provider told no e-mail address of yours that it has checked. Sign up here, or, if you have an account, sign \
         in to it and link the provider on your account page."
    )]
    NoAddress,
    /// An account with this address exists, and the identity is not linked to it.
    #[error(
        "An account with your e-mail address exists here already, and an address alone does not prove that it is yours. \
         Sign in to it first, then link the provider on your account page."
    )]
    AddressTaken,
    /// The account was taken out of use.
    #[error("Your account here is disabled. Ask whoever runs this house.")]
    AccountDisabled,
    /// The identity is another account's way in.
    #[error(
        "That account of yours at the provider already opens another account here. Unlink it there first."
    )]
    IdentityTaken,
    /// Whoever began to link is not signed in any more.
    #[error("You were signed out in the meantime, so nothing was linked. Sign in and begin again.")]
    SignedOut,
    /// An account without a password proves who asks by a fresh sign-in.
    #[error(
        "Your sign-in is too long ago for this. Sign in again at your provider, with the button on your account page, and do \
         it within five minutes."
    )]
    SignInTooOld,
    /// There would be no way in any more.
    #[error("This is the only way into your account, so it stays linked.")]
    LastWayIn,
    /// As the house refuses everywhere.
    #[error(transparent)]
    House(#[from] Refusal),
}

impl From<RealmError> for ProviderRefusal {
    /// The log gets the reason.
    fn from(error: RealmError) -> Self {
        tracing::error!(event = "provider_down", %error);
        Self::ProviderDown
    }
}

impl From<ProviderRefusal> for Outcome {
    fn from(refusal: ProviderRefusal) -> Self {
        match refusal {
            ProviderRefusal::ProviderDown => Self::Unavailable,
            ProviderRefusal::House(refusal) => refusal.into(),
            _ => Self::Fail,
        }
    }
}

impl ProviderRefusal {
    /// The status of the answer (RFC 9110 §15).
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::NoAttempt | Self::Expired | Self::WrongState | Self::WrongIssuer | Self::WrongNonce => 400,
            Self::SignedOut => 401,
            Self::Denied | Self::AccountDisabled | Self::SignInTooOld => 403,
            Self::UnknownProvider => 404,
            Self::AddressTaken | Self::IdentityTaken | Self::LastWayIn => 409,
            Self::NoAddress => 422,
            // The other server answered, and wrongly: this one is as good as a gateway then.
            Self::ProviderRefused | Self::UntrustedIdToken | Self::UnknownSandbox => 502,
            Self::ProviderDown => 503,
            Self::House(refusal) => refusal.status(),
        }
    }

    /// The `Retry-After` of the answer, in seconds, where trying again helps.
    #[must_use]
    pub const fn retry_after(self) -> Option<u32> {
        match self {
            Self::ProviderDown => Some(60),
            Self::House(refusal) => refusal.retry_after(),
            _ => None,
        }
    }
}
