//! A provider that speaks `OpenID` Connect: the authorization code flow with PKCE, and every check of the ID token that
//! the standard asks for (`OpenID` Connect Core 1.0 §3.1.3.7; ASVS 10.5).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClientAuthMethod, CoreIdTokenVerifier, CoreJwsSigningAlgorithm,
    CoreUserInfoClaims,
};
use openidconnect::url::Url;
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, IssuerUrl,
    OAuth2TokenResponse as _, PkceCodeChallenge, RequestTokenError, Scope, SignatureVerificationError,
    TokenResponse as _,
};

use super::discoveries::Metadata;
use super::provider::Around;
use super::session_claims::{DiscoveredClient, IdTokenClaims, TokenResponse};
use super::{
    ATTEMPT_LIFETIME, Authentication, AuthorizationResponse, Identified, Identity, IssuerTemplate,
    ProviderRefusal, SKEW,
};

/// The signatures that are believed. None that is made with a shared secret, and not `none`: with those an ID token
/// could be made by whoever knows what we know.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// A provider that speaks `OpenID` Connect.
#[derive(Debug)]
pub struct OpenIdConnect {
    /// Its name for itself.
    pub issuer: IssuerTemplate,
    /// Our name there.
    pub client_id: ClientId,
    /// What proves that it is us who trade in a code. A public client has none, and PKCE alone.
    pub client_secret: Option<ClientSecret>,
}

impl OpenIdConnect {
    pub(super) async fn authorization_url(&self, around: Around<'_>) -> Result<Url, ProviderRefusal> {
        let client = self.client(&*self.metadata(around).await?, around);
        let (state, nonce) = (around.secret.state(), around.secret.nonce());
        let (url, _, _) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce)
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&around.secret.code_verifier()))
            .url();
        Ok(url)
    }

    pub(super) async fn identify(
        &self,
        around: Around<'_>,
        answer: AuthorizationResponse,
    ) -> Result<Identified, ProviderRefusal> {
        let metadata = self.metadata(around).await?;
        // Before anything that it says is believed, an error too (RFC 9207 §2.4).
        let names_itself =
            metadata.additional_metadata().additional_metadata.authorization_response_iss_parameter_supported;
        match &answer.issuer {
            Some(issuer) if issuer == metadata.issuer().as_str() => {}
            None if !names_itself => {}
            _ => return Err(ProviderRefusal::WrongIssuer),
        }
        let client = self.client(&metadata, around);
        let tokens = self.trade_in(&client, around, answer.code()?).await?;
        let claims = self.check(&metadata, around, &tokens).await?;
        let identified = self.read(&client, around, &tokens, &claims).await?;
        let offers_logout = metadata.additional_metadata().end_session_endpoint.is_some();
        Ok(Identified { offers_logout, ..identified })
    }

    async fn metadata(&self, around: Around<'_>) -> Result<Arc<Metadata>, ProviderRefusal> {
        let issuer = IssuerUrl::new(self.issuer.of(around.sandbox)).map_err(|error| {
            tracing::error!(%error, "issuer");
            ProviderRefusal::ProviderDown
        })?;
        around.discoveries.read(&issuer, around.http, around.clock.now()).await
    }

    fn client(&self, metadata: &Metadata, around: Around<'_>) -> DiscoveredClient {
        DiscoveredClient::from_provider_metadata(
            metadata.clone(),
            self.client_id.clone(),
            self.client_secret.clone(),
        )
        .set_auth_type(how_to_authenticate(metadata))
        .set_redirect_uri(around.redirect_uri.clone())
    }

    /// Trades the code for tokens. They stay on this server, and are gone when the request is answered.
    async fn trade_in(
        &self,
        client: &DiscoveredClient,
        around: Around<'_>,
        code: String,
    ) -> Result<TokenResponse, ProviderRefusal> {
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|error| {
            tracing::error!(%error, "the provider has no token endpoint");
            ProviderRefusal::ProviderDown
        })?;
        let traded =
            request.set_pkce_verifier(around.secret.code_verifier()).request_async(around.http).await;
        traded.map_err(|error| match error {
            RequestTokenError::ServerResponse(response) => {
                tracing::warn!(event = "provider_refused", error = %response.error());
                ProviderRefusal::ProviderRefused
            }
            // Not the error itself: a torn answer is printed with it, tokens and all.
            RequestTokenError::Parse(error, _) => {
                tracing::warn!(event = "provider_answer_unreadable", path = %error.path());
                ProviderRefusal::UntrustedIdToken
            }
            RequestTokenError::Request(error) => {
                tracing::error!(event = "provider_down", %error);
                ProviderRefusal::ProviderDown
            }
            RequestTokenError::Other(reason) => {
                tracing::error!(event = "provider_down", reason);
                ProviderRefusal::ProviderDown
            }
        })
    }

    // #region id token
    /// Checks the ID token: signature, issuer, audience, time and nonce. If its key is not known, the keys are read
    /// again, once.
    async fn check(
        &self,
        metadata: &Metadata,
        around: Around<'_>,
        tokens: &TokenResponse,
    ) -> Result<IdTokenClaims, ProviderRefusal> {
        let id_token = tokens.id_token().ok_or(ProviderRefusal::UntrustedIdToken)?;
        let nonce = around.secret.nonce();
        let now = around.clock.now();
        let mut checked = id_token.claims(&self.verifier(metadata, now), &nonce);
        if let Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_),
        )) = checked
        {
            let metadata = around.discoveries.read_keys_again(metadata, around.http, now).await?;
            checked = id_token.claims(&self.verifier(&metadata, now), &nonce);
        }
        let claims = checked.map_err(|error| {
            tracing::warn!(event = "id_token_refused", %error);
            match error {
                ClaimsVerificationError::InvalidNonce(_) => ProviderRefusal::WrongNonce,
                _ => ProviderRefusal::UntrustedIdToken,
            }
        })?;
        // The library leaves this one to us (§3.1.3.7, 4 and 5). More than one audience it refuses.
        if claims.authorized_party().is_some_and(|party| *party != self.client_id) {
            tracing::warn!(event = "id_token_refused", error = "authorized party");
            return Err(ProviderRefusal::UntrustedIdToken);
        }
        Ok(claims.clone())
    }

    fn verifier(&self, metadata: &Metadata, now: i64) -> CoreIdTokenVerifier<'static> {
        let instant = |seconds| DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default();
        let (oldest, newest) = (instant(now - ATTEMPT_LIFETIME - SKEW), instant(now + SKEW));
        CoreIdTokenVerifier::new_public_client(
            self.client_id.clone(),
            metadata.issuer().clone(),
            metadata.jwks().clone(),
        )
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || instant(now - SKEW))
        .set_issue_time_verifier_fn(move |issued| {
            if issued > newest {
                return Err(format!("issued in the future, at {issued}"));
            }
            if issued < oldest { Err(format!("issued too long ago, at {issued}")) } else { Ok(()) }
        })
    }
    // #endregion id token

    /// Who it is. Providers may keep address and name back from the ID token and tell them on request (§5.4), and the
    /// answer must be about the same subject (§5.3.2).
    async fn read(
        &self,
        client: &DiscoveredClient,
        around: Around<'_>,
        tokens: &TokenResponse,
        claims: &IdTokenClaims,
    ) -> Result<Identified, ProviderRefusal> {
        let subject = claims.subject();
        let mut told = Told {
            email: claims.email().map(|email| email.to_string()),
            email_verified: claims.email_verified(),
            name: claims.name().and_then(|name| name.get(None)).map(|name| name.to_string()),
        };
        if told.email.is_none() && client.user_info_url().is_some() {
            let access_token = tokens.access_token().clone();
            let request = client
                .user_info(access_token, Some(subject.clone()))
                .map_err(|_| ProviderRefusal::ProviderDown)?;
            let info: CoreUserInfoClaims = request.request_async(around.http).await.map_err(|error| {
                tracing::error!(event = "provider_down", %error, "userinfo");
                ProviderRefusal::ProviderDown
            })?;
            told = Told {
                email: info.email().map(|email| email.to_string()),
                email_verified: info.email_verified(),
                name: info.name().and_then(|name| name.get(None)).map(|name| name.to_string()).or(told.name),
            };
        }
        let proven = told.email_verified != Some(false);
        Ok(Identified {
            identity: Identity { issuer: claims.issuer().to_string(), subject: subject.to_string() },
            email: told.email.filter(|_| proven).and_then(|email| email.parse().ok()),
            name: told.name.and_then(|name| name.parse().ok()),
            sid: claims.additional_claims().sid.clone(),
            offers_logout: false,
            authentication: authentication(claims),
        })
    }
}

/// What a provider says of somebody, beside who it is.
struct Told {
    email: Option<String>,
    email_verified: Option<bool>,
    name: Option<String>,
}

/// How somebody proved it. A list is written with spaces in between, so what has one in it is left out.
fn authentication(claims: &IdTokenClaims) -> Authentication {
    let methods = claims.auth_method_refs().into_iter().flatten().map(|method| method.to_string());
    Authentication {
        auth_time: claims.auth_time().map(|time| time.timestamp()),
        amr: methods.filter(|method| !method.is_empty() && !method.contains(' ')).collect(),
        acr: claims.auth_context_ref().map(|context| context.to_string()),
    }
}

/// In the header, as every provider must allow (RFC 6749 §2.3.1), unless this one says otherwise.
fn how_to_authenticate(metadata: &Metadata) -> AuthType {
    let methods = metadata.token_endpoint_auth_methods_supported();
    let only_in_body = methods.is_some_and(|methods| {
        !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
            && methods.contains(&CoreClientAuthMethod::ClientSecretPost)
    });
    if only_in_body { AuthType::RequestBody } else { AuthType::BasicAuth }
}
