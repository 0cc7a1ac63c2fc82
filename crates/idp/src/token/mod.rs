//! The token endpoint: a client's server brings a code, or a refresh token, and gets tokens (RFC 6749 §4.1.3, §6). There is
//! no other grant: a client that takes its users' passwords defeats the point (RFC 9700 §2.4).

mod client_authentication;
mod issue;
mod refusal;

use std::sync::Arc;

use authn::StoreError;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use client_authentication::authenticate;
pub(crate) use issue::{ID_TOKEN_LIFETIME, ONE_FACTOR, ProviderIdToken, TWO_FACTORS};
use issue::{Issued, OfCode};
use refusal::TokenRefusal;

use crate::database::{Purchase, Redemption, Renewal};
use crate::parameters::Parameters;
use crate::realm::Realm;
use crate::{Client, Provider, SecretDigest};

/// `POST …/token`.
pub(crate) async fn token(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let granted = match Parameters::of_form(request, &provider).await {
        Ok(form) => grant(&provider, &realm, &headers, &form).await,
        Err(_) => Err(TokenRefusal::InvalidRequest("send a form: application/x-www-form-urlencoded")),
    };
    match granted {
        Ok(issued) => Json(issued.response).into_response(),
        Err(refusal) => {
            tracing::warn!(event = "token_refused", realm = %realm.name, ?refusal);
            refusal.into_response()
        }
    }
}

async fn grant(
    provider: &Provider,
    realm: &Realm,
    headers: &HeaderMap,
    form: &Parameters,
) -> Result<Issued, TokenRefusal> {
    if form.any_twice() {
        return Err(TokenRefusal::InvalidRequest("a parameter came twice"));
    }
    let client = authenticate(provider, headers, form)?;
    // #region grants
    match form.get("grant_type") {
        Some("authorization_code") => redeem_code(provider, realm, client, form).await,
        Some("refresh_token") => renew(provider, realm, client, form).await,
        Some(_) => Err(TokenRefusal::UnsupportedGrantType),
        None => Err(TokenRefusal::InvalidRequest("grant_type is missing")),
    }
    // #endregion grants
}

async fn redeem_code(
    provider: &Provider,
    realm: &Realm,
    client: &Client,
    form: &Parameters,
) -> Result<Issued, TokenRefusal> {
    let missing = TokenRefusal::InvalidRequest("code, redirect_uri and code_verifier are required");
    let (Some(code), Some(redirect_uri), Some(code_verifier)) =
        (form.get("code"), form.get("redirect_uri"), form.get("code_verifier"))
    else {
        return Err(missing);
    };
    let (tokens, now) = (issue::NewPair::make(provider), provider.clock.now());
    let redemption = Redemption {
        code: SecretDigest::of(code),
        client_id: &client.id,
        redirect_uri,
        code_challenge: &s256(code_verifier),
    };
    let purchase = provider.database.redeem(&realm.name, &redemption, tokens.digests(now), now).await;
    hand_over(provider, realm, client, purchase, &tokens, OfCode::Yes)
}

async fn renew(
    provider: &Provider,
    realm: &Realm,
    client: &Client,
    form: &Parameters,
) -> Result<Issued, TokenRefusal> {
    let Some(refresh_token) = form.get("refresh_token") else {
        return Err(TokenRefusal::InvalidRequest("refresh_token is missing"));
    };
    let (tokens, now) = (issue::NewPair::make(provider), provider.clock.now());
    let renewal = Renewal {
        refresh_token: SecretDigest::of(refresh_token),
        client_id: &client.id,
        scope: form.get("scope"),
    };
    let purchase = provider.database.renew(&realm.name, &renewal, tokens.digests(now), now).await;
    hand_over(provider, realm, client, purchase, &tokens, OfCode::No)
}

fn hand_over(
    provider: &Provider,
    realm: &Realm,
    client: &Client,
    purchase: Result<Purchase, StoreError>,
    tokens: &issue::NewPair,
    of_code: OfCode,
) -> Result<Issued, TokenRefusal> {
    match purchase? {
        Purchase::Done(bought) => issue::issue(provider, realm, client, &bought, tokens, of_code),
        Purchase::Refused => Err(TokenRefusal::InvalidGrant),
        Purchase::MoreThanGranted => Err(TokenRefusal::InvalidScope),
        Purchase::UsedTwice => {
            tracing::error!(event = "authn_token_reuse", realm = %realm.name, client = client.id);
            Err(TokenRefusal::InvalidGrant)
        }
    }
}

/// The challenge that a verifier answers (RFC 7636 §4.6).
fn s256(code_verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(code_verifier.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 7636 Appendix B
    #[test]
    fn the_standards_own_example_of_pkce() {
        let challenge = s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
