//! What a sign-in through a provider has to show: the server decides, the page says it.

use authn::relying_party::ProviderRefusal;

/// Provided as context by the server, for the page that it renders.
#[derive(Clone, Debug)]
pub enum ProviderPage {
    /// The browser goes on to the provider.
    Leave {
        /// The provider's name.
        provider: String,
        /// Where it goes.
        url: String,
    },
    /// It is signed out here, and goes on to sign out there.
    SignOut {
        /// The provider's name.
        provider: String,
        /// Where it goes; nowhere, if the provider does not answer.
        url: Option<String>,
    },
    /// It does not, or came back in vain.
    Refused {
        /// The provider's name, if there is such a provider.
        provider: Option<String>,
        /// Why.
        refusal: ProviderRefusal,
    },
}
