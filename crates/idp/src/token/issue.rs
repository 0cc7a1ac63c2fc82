//! What a client gets: an access token that opens the userinfo endpoint, a refresh token that buys the next pair, and
//! an ID token that says who signed in.

use std::time::Duration;

use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreTokenType,
};
use openidconnect::{
    AccessToken, AdditionalClaims, Audience, AuthenticationContextClass, AuthenticationMethodReference,
    EmptyExtraTokenFields, IdToken, IdTokenClaims, IdTokenFields, Nonce, RefreshToken, Scope, StandardClaims,
    StandardTokenResponse, SubjectIdentifier,
};
use serde::{Deserialize, Serialize};

use super::TokenRefusal;
use crate::database::{Bought, NewTokens};
use crate::realm::Realm;
use crate::sign_in::Proof;
use crate::{Client, Provider, Secret};

/// How long an ID token is valid, in seconds: long enough for the client to read it once.
pub(crate) const ID_TOKEN_LIFETIME: i64 = 5 * 60;
/// How long an access token is, in seconds.
const ACCESS_TOKEN_LIFETIME: u32 = 5 * 60;
/// The `acr` of whoever knew the password, and no more.
pub(crate) const ONE_FACTOR: &str = "1";
/// The `acr` of whoever proved it in two ways: what `amr` calls `mfa` (RFC 8176 §2).
pub(crate) const TWO_FACTORS: &str = "2";

/// What an ID token of ours says beyond the core: which session it is about (OpenID Connect Back-Channel Logout 1.0
/// §2.1).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SessionClaims {
    /// The session, as clients know it.
    pub(crate) sid: String,
}

impl AdditionalClaims for SessionClaims {}

/// An ID token of ours.
pub(crate) type ProviderIdToken =
    IdToken<SessionClaims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

type Fields = IdTokenFields<
    SessionClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// What the client gets.
pub(super) struct Issued {
    pub(super) response: StandardTokenResponse<Fields, CoreTokenType>,
}

/// Whether a code bought it. Only then does the ID token repeat the nonce (OpenID Connect Core §12.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfCode {
    Yes,
    No,
}

/// An access token and a refresh token that nobody had before.
#[derive(Debug)]
pub(super) struct NewPair {
    access_token: Secret,
    refresh_token: Secret,
}

impl NewPair {
    pub(super) fn make(provider: &Provider) -> Self {
        let random = &*provider.random;
        Self { access_token: Secret::random(random), refresh_token: Secret::random(random) }
    }

    /// What we keep of them.
    pub(super) fn digests(&self, now: i64) -> NewTokens {
        NewTokens {
            access_token: self.access_token.digest(),
            expires_at: now + i64::from(ACCESS_TOKEN_LIFETIME),
            refresh_token: self.refresh_token.digest(),
        }
    }
}

/// Puts together what was bought.
pub(super) fn issue(
    provider: &Provider,
    realm: &Realm,
    client: &Client,
    bought: &Bought,
    pair: &NewPair,
    of_code: OfCode,
) -> Result<Issued, TokenRefusal> {
    let access_token = AccessToken::new(pair.access_token.expose().to_owned());
    let id_token = id_token(provider, realm, client, bought, &access_token, of_code)?;
    let fields = Fields::new(Some(id_token), EmptyExtraTokenFields {});
    let mut response = StandardTokenResponse::new(access_token, CoreTokenType::Bearer, fields);
    response.set_expires_in(Some(&Duration::from_secs(ACCESS_TOKEN_LIFETIME.into())));
    response.set_refresh_token(Some(RefreshToken::new(pair.refresh_token.expose().to_owned())));
    response.set_scopes(Some(bought.scope.split(' ').map(|scope| Scope::new(scope.to_owned())).collect()));
    tracing::info!(event = "authn_token_created", realm = %realm.name, client = client.id, sid = bought.sid);
    Ok(Issued { response })
}

fn id_token(
    provider: &Provider,
    realm: &Realm,
    client: &Client,
    bought: &Bought,
    access_token: &AccessToken,
    of_code: OfCode,
) -> Result<ProviderIdToken, TokenRefusal> {
    let key = provider.keys.signing().ok_or(TokenRefusal::Unavailable)?;
    let now = provider.clock.now();
    let nonce = bought.nonce.clone().filter(|_| of_code == OfCode::Yes);
    let methods = bought.amr.split(' ').map(|method| AuthenticationMethodReference::new(method.to_owned()));
    let acr = if Proof::is_two_factors(&bought.amr) { TWO_FACTORS } else { ONE_FACTOR };
    let claims = IdTokenClaims::new(
        realm.issuer(),
        vec![Audience::new(client.id.clone())],
        time(now + ID_TOKEN_LIFETIME),
        time(now),
        StandardClaims::new(SubjectIdentifier::new(bought.subject.clone())),
        SessionClaims { sid: bought.sid.clone() },
    )
    .set_auth_time(Some(time(bought.auth_time)))
    .set_nonce(nonce.map(Nonce::new))
    .set_auth_context_ref(Some(AuthenticationContextClass::new(acr.to_owned())))
    .set_auth_method_refs(Some(methods.collect()));
    let algorithm = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
    IdToken::new(claims, key.for_id_tokens(), algorithm, Some(access_token), None).map_err(|error| {
        tracing::error!(%error, "signing an ID token");
        TokenRefusal::Unavailable
    })
}

fn time(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}
