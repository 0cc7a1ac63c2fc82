//! What the owner of the provider asks for, with the shared secret as a Bearer token: realms, accounts, another key.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use domain::{Email, NewPassword, Password, Refusal, SandboxId, UserName};
use serde::Deserialize;
use serde_json::json;

use crate::realm::Realm;
use crate::{Provider, logout};

/// Whoever brought the shared secret.
pub(crate) struct Admin;

impl FromRequestParts<Arc<Provider>> for Admin {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, provider: &Arc<Provider>) -> Result<Self, Response> {
        let bearer = TypedHeader::<Authorization<Bearer>>::from_request_parts(parts, provider).await;
        match bearer {
            Ok(TypedHeader(bearer)) if provider.admin_secret.opens_with(bearer.token()) => Ok(Self),
            _ => {
                Err(([(header::WWW_AUTHENTICATE, "Bearer")], problem(Refusal::Unauthorized)).into_response())
            }
        }
    }
}

/// `PUT /realms/{realm}`: makes it with the ready accounts (201), unless it is there (204).
pub(crate) async fn put_realm(
    _: Admin,
    State(provider): State<Arc<Provider>>,
    Path(name): Path<String>,
) -> Result<StatusCode, Response> {
    let name: SandboxId = name.parse().map_err(|_| problem(Refusal::NotFound))?;
    let made = provider.ensure_realm(&name).await.map_err(problem)?;
    Ok(if made { StatusCode::CREATED } else { StatusCode::NO_CONTENT })
}

/// `POST /realms/{realm}/reset`: forgets everything in it, and begins it anew with the ready accounts (204). Whoever was signed
/// in there is signed out, at every client too.
pub(crate) async fn reset_realm(
    _: Admin,
    State(provider): State<Arc<Provider>>,
    realm: Realm,
) -> Result<StatusCode, Response> {
    let ended = provider.reset_realm(&realm.name).await.map_err(problem)?;
    logout::tell_all(&provider, &realm, &ended).await;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub(crate) struct NewAccount {
    email: String,
    name: String,
    password: Password,
}

/// `POST /realms/{realm}/users` `{"email","name","password"}`: adds an account (201), unless the address is taken (409).
pub(crate) async fn add_user(
    _: Admin,
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    Json(account): Json<NewAccount>,
) -> Result<StatusCode, Response> {
    let email: Email = account.email.parse().map_err(|reason| problem(Refusal::Email(reason)))?;
    let name: UserName = account.name.parse().map_err(|reason| problem(Refusal::Name(reason)))?;
    let password = NewPassword::parse(account.password).map_err(|reason| problem(reason.into()))?;
    let added = provider.add_user(&realm.name, &email, &name, &password).await.map_err(problem)?;
    Ok(if added { StatusCode::CREATED } else { StatusCode::CONFLICT })
}

/// `POST /signing-keys`: makes another key, which signs from now on (201 `{"kid"}`).
pub(crate) async fn rotate_signing_key(
    _: Admin,
    State(provider): State<Arc<Provider>>,
) -> Result<Response, Response> {
    let kid = provider.rotate_signing_key().await.map_err(problem)?;
    Ok((StatusCode::CREATED, Json(json!({ "kid": kid }))).into_response())
}

fn problem(refusal: Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(json!({ "message": refusal.to_string() }))).into_response()
}
