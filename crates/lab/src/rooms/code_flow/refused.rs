//! Why the provider or the client would not.

/// One reason each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The provider does not know the client, or not this secret of its.
    Client,
    /// The address is not the one that the client has registered.
    RedirectUri,
    /// The question names no challenge.
    CodeChallenge,
    /// There is no such code, it is too old, or it was used.
    Code,
    /// Whoever brought the code does not know the verifier.
    CodeVerifier,
    /// The provider gave the client nothing for the code.
    NoTokens,
    /// This browser did not begin the sign-in that the answer is to.
    State,
    /// The ID token is not the provider's, not for this client, or too old.
    IdToken,
    /// The ID token was made for another sign-in.
    Nonce,
}

impl Refused {
    /// In words, for a trace or a table.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Client => "unknown client",
            Self::RedirectUri => "another redirect_uri",
            Self::CodeChallenge => "no code_challenge",
            Self::Code => "unknown code",
            Self::CodeVerifier => "wrong code_verifier",
            Self::NoTokens => "no tokens for this code",
            Self::State => "wrong state",
            Self::IdToken => "no good ID token",
            Self::Nonce => "wrong nonce",
        }
    }
}
