//! Forged requests to the doors themselves: the same tricks as in the vulnerable rooms, against what is meant to
//! withstand them. Each is one that the door would obey if its own page had sent it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use lab::rooms::login_csrf::MALLORY;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::login_csrf::OwnForm;
use super::lure::Lure;
use super::{attacking_policy, script};
use crate::parties::attacker::Attacker;
use crate::parties::attacker::page::document;

const NAME: Fields = &[("name", "Mallory was here")];
const CREDENTIALS: Fields = &[("email", MALLORY.email), ("password", MALLORY.password)];

type Fields = &'static [(&'static str, &'static str)];

/// What to attack.
#[derive(Deserialize)]
pub(in crate::parties::attacker) struct Attack {
    target: Target,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Target {
    /// Whoever is signed in at the session door.
    CookieSession,
    /// Whoever is signed in at the token door.
    LocalStorageJwt,
    /// The session door's sign-in, with the attacker's own credentials.
    LogIn,
}

/// How a page sends a request.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    /// A form, sent into a frame of the page. To a cookie that is `Lax` it is as good as one that leaves the page.
    Form,
    /// The same, by a script.
    FetchForm,
    /// JSON that calls itself plain text, so that no browser asks permission.
    FetchText,
    /// JSON by PUT, for which the browser asks permission first.
    FetchPut,
    /// A question.
    FetchGet,
    /// An image.
    Image,
}

#[derive(Clone, Copy, Serialize)]
struct Forged {
    way: Way,
    path: &'static str,
    fields: Fields,
}

impl Target {
    fn requests(self) -> Vec<Forged> {
        let forged = |way, path, fields| Forged { way, path, fields };
        match self {
            Self::CookieSession => vec![
                forged(Way::Form, "/fn/session/change_name", NAME),
                forged(Way::FetchForm, "/fn/session/change_name", NAME),
                forged(Way::FetchText, "/fn/session/change_name", NAME),
                forged(Way::FetchPut, "/api/session/name", NAME),
                forged(Way::FetchGet, "/fn/session/change_name", NAME),
                forged(Way::Image, "/fn/session/log_out", &[]),
                forged(Way::Form, "/fn/session/log_out", &[]),
                forged(Way::Form, "/api/session/logout", &[]),
                forged(Way::FetchForm, "/api/session/logout", &[]),
            ],
            Self::LocalStorageJwt => vec![
                forged(Way::FetchPut, "/api/jwt/name", NAME),
                forged(Way::Form, "/api/jwt/name", NAME),
                forged(Way::FetchText, "/api/jwt/name", NAME),
                forged(Way::FetchGet, "/api/jwt/profile/me", &[]),
                forged(Way::Image, "/api/jwt/picture/me", &[]),
            ],
            Self::LogIn => vec![
                forged(Way::Form, "/fn/session/log_in", CREDENTIALS),
                forged(Way::FetchForm, "/fn/session/log_in", CREDENTIALS),
                forged(Way::FetchText, "/api/session/login", CREDENTIALS),
            ],
        }
    }
}

/// `GET /campaigns/{campaign}/doors?target=…&sandbox=…&done=…`: the page.
pub(in crate::parties::attacker) async fn doors(
    State(attacker): State<Arc<Attacker>>,
    Lure { sandbox, done, asked: attack, .. }: Lure<Attack>,
) -> Response {
    if matches!(attack.target, Target::LogIn) {
        // His account is made where the room of forged sign-ins is used for the first time.
        let _ = OwnForm::ask_for(&attacker, &sandbox).await;
    }
    let requests = serde_json::to_string(&attack.target.requests()).unwrap_or_default();
    let (victim, sandbox) = (attacker.victim.to_string(), sandbox.to_string());
    let page = document(
        "Win a prize",
        view! {
            <h1>"Win a prize"</h1>
            <p>
                "While you read this, your browser sends requests to "
                {victim.clone()}
                ". The browser adds cookies by itself, wherever it may."
            </p>
            <p role="status" id="progress" data-requests=requests data-victim=victim data-sandbox=sandbox data-done=done>
                "It takes a script, and yours are switched off. Nothing was sent."
            </p>
            <script src="/doors.js"></script>
        },
    );
    (attacking_policy(&attacker), page).into_response()
}

/// `GET /doors.js`: its script.
pub(in crate::parties::attacker) async fn doors_script() -> impl IntoResponse {
    script(include_str!("doors.js"))
}
