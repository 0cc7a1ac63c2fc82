//! The forge's addresses.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Form, FromRequest as _, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::Attacker;
use super::super::replay::{ReplayForm, try_out};
use super::attack::{self, Attack};
use super::{jws, own_key};

/// How long a forged token is to live: the forger writes that too.
const LIFETIME: i64 = 60 * 60;

/// What to forge. The sandbox is the lab's, not a part of any attack: it says which victim is meant.
#[derive(Deserialize)]
struct ForgeryForm {
    attack: Attack,
    access_token: String,
    email: String,
    path: String,
    /// Where the victim publishes a key; if nothing is said, beside where its tokens are tried out.
    #[serde(default)]
    public_key: String,
    #[serde(default)]
    sandbox: String,
}

impl ForgeryForm {
    fn public_key(&self) -> String {
        if self.public_key.is_empty() {
            let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{folder}/public-key.pem")
        } else {
            self.public_key.clone()
        }
    }
}

/// What a forgery came to.
#[derive(Serialize)]
struct Forgery {
    attack: Attack,
    forged_token: Option<String>,
    status: Option<u16>,
    answer: String,
    guesses: u64,
}

/// `POST /campaigns/{campaign}/forgeries`: forges a token, tries it out, and notes what came back.
pub(in super::super) async fn forge(
    State(attacker): State<Arc<Attacker>>,
    Path(campaign): Path<String>,
    request: Request,
) -> Response {
    let Some(form) = read(request).await else { return StatusCode::BAD_REQUEST.into_response() };
    let public_key = form.public_key();
    if !form.path.starts_with('/')
        || !public_key.starts_with('/')
        || attacker.campaigns().find(&campaign).is_none()
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Some(claims) = jws::claims(&form.access_token) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let claims = promoted(claims, &form.email, &attacker);
    let forged =
        attack::forge(&attacker, &campaign, form.attack, &form.access_token, &claims, &public_key).await;
    let mut answer =
        Forgery { attack: form.attack, forged_token: None, status: None, answer: String::new(), guesses: 0 };
    match forged {
        Ok(forged) => {
            let replay = ReplayForm::bearer(form.path, &forged.access_token, form.sandbox);
            let replay = try_out(&attacker, &campaign, replay).await;
            answer.forged_token = Some(forged.access_token);
            answer.guesses = forged.guesses;
            (answer.status, answer.answer) = (replay.status, replay.answer);
        }
        Err(failure) => answer.answer = failure.to_string(),
    }
    Json(answer).into_response()
}

/// A form, or JSON.
async fn read(request: Request) -> Option<ForgeryForm> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("application/json")) {
        Json::from_request(request, &()).await.ok().map(|Json(form)| form)
    } else {
        Form::from_request(request, &()).await.ok().map(|Form(form)| form)
    }
}

/// The claims of an ordinary user, as somebody else's, with a role and an hour to go with it.
fn promoted(mut claims: Value, email: &str, attacker: &Attacker) -> Value {
    claims["email"] = json!(email);
    claims["role"] = json!("admin");
    // A name of its own: what is known about the user's token says nothing about this one.
    claims["jti"] = json!(authn::random_name(&*attacker.random));
    claims["exp"] = json!(attacker.clock.now() + LIFETIME);
    claims
}

/// `GET /campaigns/{campaign}/cracking`: how far the guessing is.
pub(in super::super) async fn cracking(
    State(attacker): State<Arc<Attacker>>,
    Path(campaign): Path<String>,
) -> Response {
    match attacker.campaigns().cracking(&campaign) {
        Some(cracking) => Json(cracking).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /campaigns/{campaign}/jwks.json`: the attacker's own key, for whoever lets a token say where to look.
pub(in super::super) async fn jwks(
    State(attacker): State<Arc<Attacker>>,
    Path(campaign): Path<String>,
) -> Response {
    if attacker.campaigns().find(&campaign).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    match own_key::own_key(&attacker).await {
        Some(key) => Json(key.jwks()).into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
