//! The userinfo endpoint: what an access token lets a client know (OpenID Connect Core §5.3). Access tokens are opaque:
//! one that was revoked is dead at once, for its row is asked every time.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use openidconnect::core::CoreUserInfoClaims;
use openidconnect::{
    EmptyAdditionalClaims, EndUserEmail, EndUserName, LocalizedClaim, StandardClaims, SubjectIdentifier,
};

use crate::database::UserInfo;
use crate::realm::Realm;
use crate::{Provider, SecretDigest};

/// `GET` and `POST …/userinfo`, with the access token in `Authorization` (RFC 6750 §2.1).
pub(crate) async fn userinfo(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    headers: HeaderMap,
) -> Response {
    let Some(access_token) = bearer(&headers) else {
        // Without an error: it did not try (RFC 6750 §3.1).
        return challenge("Bearer");
    };
    let (access_token, now) = (SecretDigest::of(access_token), provider.clock.now());
    match provider.database.user_info(&realm.name, access_token, now).await {
        Ok(Some(user)) => Json(claims(user)).into_response(),
        Ok(None) => challenge("Bearer error=\"invalid_token\""),
        Err(error) => {
            let refusal = Refusal::from(error);
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "60")], refusal.to_string())
                .into_response()
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, access_token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| access_token.trim())
}

fn claims(user: UserInfo) -> CoreUserInfoClaims {
    let may_tell = |scope: &str| user.scope.split(' ').any(|granted| granted == scope);
    let (name, email) = (may_tell("profile"), may_tell("email"));
    let claims = StandardClaims::new(SubjectIdentifier::new(user.subject))
        .set_name(name.then(|| LocalizedClaim::from(EndUserName::new(user.name))))
        .set_email(email.then(|| EndUserEmail::new(user.email)))
        // Nobody has been sent a message: an address is what its owner typed.
        .set_email_verified(email.then_some(false));
    CoreUserInfoClaims::new(claims, EmptyAdditionalClaims {})
}

fn challenge(challenge: &'static str) -> Response {
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge))])
        .into_response()
}
