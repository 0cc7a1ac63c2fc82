//! Which credentials an answer hands out, and which a request brings along. They are known by their hashes: a trace must
//! not be another place to steal them from.

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The longest answer that is looked into for tokens, in bytes.
const LONGEST: u64 = 16 * 1024;
/// What an answer calls the tokens in it (RFC 6749 §5.1).
const TOKENS: [&str; 2] = ["access_token", "refresh_token"];
/// What an address that a browser is sent to calls what it carries (RFC 6749 §4.1.2; OpenID Connect Core 1.0 §3.2.2.5).
const CARRIED: [&str; 3] = ["code", "id_token", "access_token"];
/// Cookies that open nothing: they say which sandbox, and which device.
const HARMLESS: [&str; 2] = ["__Host-sandbox", "__Host-device"];

/// A credential, as far as somebody has to know it who wants to see it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// A credential's.
    pub(crate) fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// Those of everything in a thief's parcel: what lay in `localStorage`, and each cookie.
    pub(crate) fn of_loot(loot: &Value) -> Vec<Self> {
        let entries = loot["localStorage"].as_object().into_iter().flat_map(|entries| entries.values());
        let cookies = loot["cookie"].as_str().unwrap_or_default();
        entries.filter_map(Value::as_str).map(Self::of).chain(of_cookies(cookies)).collect()
    }
}

/// What a request brings along.
pub(super) fn brought(headers: &HeaderMap) -> Vec<Fingerprint> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bearer = text(header::AUTHORIZATION).strip_prefix("Bearer ").map(Fingerprint::of);
    bearer.into_iter().chain(of_cookies(text(header::COOKIE))).collect()
}

/// What an answer hands out, and the answer as it was.
pub(super) async fn handed_out(response: Response) -> (Response, Vec<Fingerprint>) {
    let lines = response.headers().get_all(header::SET_COOKIE).into_iter();
    let pairs = lines.filter_map(|line| line.to_str().ok()?.split(';').next());
    let mut all: Vec<_> = pairs.flat_map(of_cookies).collect();
    all.extend(response.headers().get(header::LOCATION).into_iter().flat_map(carried));
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_json = kind.is_some_and(|kind| kind.starts_with("application/json"));
    if !is_json || response.body().size_hint().upper().is_none_or(|length| length > LONGEST) {
        return (response, all);
    }
    let (parts, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => {
            let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
            all.extend(TOKENS.iter().filter_map(|name| body[name].as_str()).map(Fingerprint::of));
            (Response::from_parts(parts, Body::from(bytes)), all)
        }
        Err(error) => {
            tracing::error!(%error, "an answer broke off");
            (StatusCode::INTERNAL_SERVER_ERROR.into_response(), Vec::new())
        }
    }
}

/// What an address carries, in its query or its fragment.
fn carried(location: &HeaderValue) -> Vec<Fingerprint> {
    let parts = location.to_str().unwrap_or_default().split(['?', '#', '&']);
    let pairs = parts.filter_map(|pair| pair.split_once('=')).filter(|(name, _)| CARRIED.contains(name));
    pairs.map(|(_, value)| Fingerprint::of(value)).collect()
}

fn of_cookies(pairs: &str) -> impl Iterator<Item = Fingerprint> {
    let pairs = pairs.split("; ").filter_map(|pair| pair.split_once('='));
    let opening = pairs.filter(|(name, value)| !value.is_empty() && !HARMLESS.contains(name));
    opening.map(|(_, value)| Fingerprint::of(value))
}

#[cfg(test)]
mod tests {
    use axum::Json;
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn cookies_and_tokens_are_found_and_the_answer_stays_as_it_was() {
        let cookie = [(header::SET_COOKIE, "__Host-session=s3; HttpOnly")];
        let body = json!({ "access_token": "a1", "refresh_token": "r2", "name": "Alice" });
        let (answer, found) = handed_out((cookie, Json(body.clone())).into_response()).await;
        assert_eq!(found, ["s3", "a1", "r2"].map(Fingerprint::of));
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("it is all there");
        assert_eq!(serde_json::from_slice::<Value>(&bytes).expect("JSON"), body);

        let code = [(header::LOCATION, "/callback?code=c4&state=s&iss=http://idp.localhost")];
        assert_eq!(handed_out(code.into_response()).await.1, [Fingerprint::of("c4")]);
        let id_token = [(header::LOCATION, "/callback#id_token=i5&state=s")];
        assert_eq!(handed_out(id_token.into_response()).await.1, [Fingerprint::of("i5")]);

        let harmless = [(header::SET_COOKIE, "__Host-sandbox=s3; HttpOnly")];
        let (_, found) = handed_out((harmless, r#"{"access_token":"a1"}"#).into_response()).await;
        assert_eq!(found, []);
    }

    #[test]
    fn what_is_brought_and_what_is_looted_are_known_again() {
        let headers = [(header::AUTHORIZATION, "Bearer a1"), (header::COOKIE, "__Host-sandbox=x; jwt=c")];
        let headers = headers.map(|(name, value)| (name, value.parse().expect("a header")));
        assert_eq!(brought(&HeaderMap::from_iter(headers)), ["a1", "c"].map(Fingerprint::of));
        let loot = json!({ "localStorage": { "access_token": "a1", "count": 1 }, "cookie": "jwt=c" });
        assert_eq!(Fingerprint::of_loot(&loot), ["a1", "c"].map(Fingerprint::of));
        assert_eq!(Fingerprint::of_loot(&json!("nothing")), []);
    }
}
