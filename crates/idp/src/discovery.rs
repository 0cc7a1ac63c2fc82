//! What a client needs to know, said by the realm itself (OpenID Connect Discovery 1.0), and the keys to verify with.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthUrl, AuthenticationContextClass, EndSessionUrl, JsonWebKeySetUrl,
    LogoutProviderMetadata, PkceCodeChallengeMethod, ProviderMetadata, ResponseTypes, Scope, TokenUrl,
    UserInfoUrl,
};
use serde::{Deserialize, Serialize};

use crate::Provider;
use crate::authorization::SCOPES;
use crate::realm::Realm;
use crate::token::{ONE_FACTOR, TWO_FACTORS};

/// What the core types have no field for.
#[expect(clippy::struct_field_names, reason = "the standards named them")]
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Extensions {
    /// RFC 8414 §2: PKCE, and how.
    code_challenge_methods_supported: Vec<PkceCodeChallengeMethod>,
    /// RFC 9207 §3: every answer says who gave it.
    authorization_response_iss_parameter_supported: bool,
    /// OpenID Connect Back-Channel Logout 1.0 §2.1.
    backchannel_logout_supported: bool,
    backchannel_logout_session_supported: bool,
    /// Initiating User Registration 1.0 §4.1 made it a field: what may stand in `prompt`.
    prompt_values_supported: Vec<String>,
}

impl AdditionalProviderMetadata for Extensions {}

type Metadata = ProviderMetadata<
    LogoutProviderMetadata<Extensions>,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// `GET …/.well-known/openid-configuration`.
pub(crate) async fn configuration(realm: Realm) -> impl IntoResponse {
    let extensions = Extensions {
        code_challenge_methods_supported: vec![PkceCodeChallengeMethod::new("S256".to_owned())],
        authorization_response_iss_parameter_supported: true,
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
        prompt_values_supported: ["none", "login", "select_account"].map(str::to_owned).to_vec(),
    };
    let logout = LogoutProviderMetadata {
        end_session_endpoint: Some(EndSessionUrl::from_url(realm.address("logout"))),
        additional_metadata: extensions,
    };
    let claims = [
        "sub",
        "iss",
        "aud",
        "exp",
        "iat",
        "auth_time",
        "nonce",
        "at_hash",
        "acr",
        "amr",
        "sid",
        "name",
        "email",
    ];
    let metadata = Metadata::new(
        realm.issuer(),
        AuthUrl::from_url(realm.address("authorize")),
        JsonWebKeySetUrl::from_url(realm.address("jwks")),
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        vec![CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256],
        logout,
    )
    .set_token_endpoint(Some(TokenUrl::from_url(realm.address("token"))))
    .set_userinfo_endpoint(Some(UserInfoUrl::from_url(realm.address("userinfo"))))
    .set_scopes_supported(Some(SCOPES.map(|scope| Scope::new(scope.to_owned())).to_vec()))
    .set_response_modes_supported(Some(vec![CoreResponseMode::Query]))
    .set_grant_types_supported(Some(vec![CoreGrantType::AuthorizationCode, CoreGrantType::RefreshToken]))
    .set_acr_values_supported(Some(
        [ONE_FACTOR, TWO_FACTORS].map(|class| AuthenticationContextClass::new(class.to_owned())).to_vec(),
    ))
    .set_token_endpoint_auth_methods_supported(Some(vec![
        CoreClientAuthMethod::ClientSecretBasic,
        CoreClientAuthMethod::ClientSecretPost,
        CoreClientAuthMethod::None,
    ]))
    .set_claims_supported(Some(claims.map(|claim| CoreClaimName::new(claim.to_owned())).to_vec()))
    .set_claims_parameter_supported(Some(false))
    .set_request_parameter_supported(Some(false))
    .set_request_uri_parameter_supported(Some(false));
    Json(metadata)
}

/// `GET …/jwks`: the public halves of the keys.
pub(crate) async fn jwks(_: Realm, State(provider): State<Arc<Provider>>) -> Json<CoreJsonWebKeySet> {
    Json(provider.keys.published(provider.clock.now()))
}
