//! The room's RSA key, published as such keys are: nothing about that is a flaw.

use std::sync::Arc;

use authn::House;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lab::rooms::jwt::{RSA_KEY_ID, rsa_key};
use serde_json::{Value, json};

use crate::http::Problem;

/// `GET /api/lab/rooms/jwt/jwks.json` (RFC 7517 §5).
pub(super) async fn jwks(State(house): State<Arc<House>>) -> Result<Json<Value>, Problem> {
    let (n, e) = rsa_key(&house).await?.modulus_and_exponent();
    let [n, e] = [n, e].map(|number| URL_SAFE_NO_PAD.encode(number));
    let key = json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": RSA_KEY_ID, "n": n, "e": e });
    Ok(Json(json!({ "keys": [key] })))
}

/// `GET /api/lab/rooms/jwt/public-key.pem` (RFC 7468 §13).
pub(super) async fn pem(State(house): State<Arc<House>>) -> Result<impl IntoResponse, Problem> {
    let kind = HeaderValue::from_static("application/x-pem-file");
    Ok(([(header::CONTENT_TYPE, kind)], rsa_key(&house).await?.public_pem()))
}
