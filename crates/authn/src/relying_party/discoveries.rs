//! What providers say about themselves: read from their discovery documents, kept for an hour, and their keys read again
//! as soon as somebody signs with one that is not known (`OpenID` Connect Core 1.0 §10.1.1).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use http::StatusCode;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode,
    CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, EndSessionUrl, IssuerUrl, JsonWebKeySet,
    LogoutProviderMetadata, ProviderMetadata, TokenUrl, UserInfoUrl,
};
use serde::{Deserialize, Serialize};

use super::trusted_url::nobody_reads_along;
use super::{HttpClient, ProviderRefusal};

/// How long a document is believed, in seconds.
const KEPT_FOR: i64 = 60 * 60;
/// How many are kept: one for each issuer, and a provider may have one for each sandbox.
const MOST_KEPT: usize = 256;

/// The document.
pub(super) type Metadata = ProviderMetadata<
    LogoutProviderMetadata<ResponseIssuer>,
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

/// What RFC 9207 adds to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ResponseIssuer {
    /// Whether every answer names who sent it.
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for ResponseIssuer {}

/// The documents that are kept.
#[derive(Debug, Default)]
pub(super) struct Discoveries(Mutex<HashMap<String, Discovery>>);

#[derive(Clone, Debug)]
struct Discovery {
    metadata: Arc<Metadata>,
    read_at: i64,
}

impl Discoveries {
    /// What an issuer says about itself at `now`, with its keys. A failure is not kept: the next try asks again.
    pub(super) async fn read(
        &self,
        issuer: &IssuerUrl,
        http: &HttpClient,
        now: i64,
    ) -> Result<Arc<Metadata>, ProviderRefusal> {
        if let Some(metadata) = self.kept(issuer, now) {
            return Ok(metadata);
        }
        let discovered = Metadata::discover_async(issuer.clone(), http).await;
        let metadata = discovered.map_err(|error| match error {
            DiscoveryError::Response(StatusCode::NOT_FOUND, ..) => ProviderRefusal::UnknownSandbox,
            error => down(issuer, &error),
        })?;
        check(issuer, &metadata)?;
        Ok(self.keep(metadata, now))
    }

    /// The same, with the keys that it has now.
    pub(super) async fn read_keys_again(
        &self,
        known: &Metadata,
        http: &HttpClient,
        now: i64,
    ) -> Result<Arc<Metadata>, ProviderRefusal> {
        let keys: CoreJsonWebKeySet = JsonWebKeySet::fetch_async(known.jwks_uri(), http)
            .await
            .map_err(|error| down(known.issuer(), &error))?;
        tracing::info!(event = "provider_keys_read_again", issuer = known.issuer().as_str());
        Ok(self.keep(known.clone().set_jwks(keys), now))
    }

    fn kept(&self, issuer: &IssuerUrl, now: i64) -> Option<Arc<Metadata>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let discovery = kept.get(issuer.as_str()).filter(|discovery| now - discovery.read_at < KEPT_FOR)?;
        Some(Arc::clone(&discovery.metadata))
    }

    fn keep(&self, metadata: Metadata, now: i64) -> Arc<Metadata> {
        let metadata = Arc::new(metadata);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            // A class has come and gone; whoever is still there is read again.
            kept.clear();
        }
        let discovery = Discovery { metadata: Arc::clone(&metadata), read_at: now };
        kept.insert(metadata.issuer().to_string(), discovery);
        metadata
    }
}

/// That the document names this very issuer the library has checked (`OpenID` Connect Discovery 1.0 §4.3).
fn check(issuer: &IssuerUrl, metadata: &Metadata) -> Result<(), ProviderRefusal> {
    let endpoints = [
        Some(metadata.authorization_endpoint().url()),
        metadata.token_endpoint().map(TokenUrl::url),
        metadata.userinfo_endpoint().map(UserInfoUrl::url),
        Some(metadata.jwks_uri().url()),
        metadata.additional_metadata().end_session_endpoint.as_ref().map(EndSessionUrl::url),
    ];
    match endpoints.into_iter().flatten().find(|url| !nobody_reads_along(url)) {
        None => Ok(()),
        Some(url) => Err(down(issuer, &format!("{url} is neither HTTPS nor on this machine"))),
    }
}

fn down(issuer: &IssuerUrl, error: &dyn std::fmt::Display) -> ProviderRefusal {
    tracing::error!(event = "provider_down", issuer = issuer.as_str(), %error);
    ProviderRefusal::ProviderDown
}
