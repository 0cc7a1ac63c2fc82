//! What an ID token may say beyond the core: which session of the provider's it is about. The rest are the library's types,
//! with that in them.

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, Client, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenFields, StandardErrorResponse, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};

/// `OpenID` Connect Back-Channel Logout 1.0 §2.1.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SessionClaims {
    /// The session, as the provider will call it when it ends. It opens nothing.
    pub(super) sid: Option<String>,
}

impl AdditionalClaims for SessionClaims {}

/// The claims.
pub(super) type IdTokenClaims = openidconnect::IdTokenClaims<SessionClaims, CoreGenderClaim>;

/// What a code buys.
pub(super) type TokenResponse = StandardTokenResponse<
    IdTokenFields<
        SessionClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

/// Whoever buys it, once the provider's addresses are known.
pub(super) type DiscoveredClient = Client<
    SessionClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    TokenResponse,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;
