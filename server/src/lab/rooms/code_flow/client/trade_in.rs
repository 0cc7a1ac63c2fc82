//! The client's server brings the provider a code: a request from server to server, and no browser in it.

use std::time::Duration;

use domain::{Refusal, SandboxId};
use lab::rooms::code_flow::{Attempt, CLIENT_ID, client_secret};
use lab::{Defence, Event, Lane, Mark};
use serde::Deserialize;

use crate::LabRooms;
use crate::lab::rooms::code_flow::registration;

/// What it calls itself. It tells of its requests itself, so no recorder need.
pub(crate) const CODE_FLOW_CLIENT: &str = "two-doors-code-flow-client";
/// How long it waits.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the provider answers, as far as it is of use.
#[derive(Default, Deserialize)]
struct TokenResponse {
    id_token: Option<String>,
}

/// Trades a code for an ID token, if the provider gives one; and what moved meanwhile.
///
/// # Errors
/// [`Refusal::Unavailable`] in a house without a secret to show.
pub(super) async fn trade_in(
    rooms: &LabRooms,
    sandbox: &SandboxId,
    code: &str,
    attempt: Option<&Attempt>,
    switched_on: &[Defence],
) -> Result<(Option<String>, Event), Refusal> {
    let registration = registration(rooms);
    let secret = client_secret(&rooms.house)?;
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT_ID),
        ("client_secret", &secret),
        ("code", code),
        ("redirect_uri", &registration.redirect_uri),
    ];
    let verifier = attempt.and_then(|attempt| attempt.code_verifier(switched_on));
    form.extend(verifier.map(|verifier| ("code_verifier", verifier)));
    let address = format!("{}/token", registration.issuer(sandbox));
    let (status, answer) = send(rooms, address, form).await.unwrap_or_else(|error| {
        tracing::error!(%error, "the careless provider");
        (None, TokenResponse::default())
    });
    let (note, mark) = match (&answer.id_token, verifier) {
        (None, _) => ("no ID token", Mark::Stopped),
        (Some(_), None) => ("an ID token", Mark::Plain),
        (Some(_), Some(_)) => ("verified: an ID token", Mark::Plain),
    };
    let event = Event {
        from: Lane::App,
        to: Lane::Provider,
        name: "POST …/provider/token".to_owned(),
        status,
        note: note.to_owned(),
        request: Vec::new(),
        response: Vec::new(),
        mark,
    };
    Ok((answer.id_token, event))
}

async fn send(
    rooms: &LabRooms,
    address: String,
    form: Vec<(&str, &str)>,
) -> reqwest::Result<(Option<u16>, TokenResponse)> {
    let client = rooms.clients.builder().timeout(PATIENCE).user_agent(CODE_FLOW_CLIENT).build()?;
    let body = serde_urlencoded::to_string(form).unwrap_or_default();
    let request = client.post(address).header("content-type", "application/x-www-form-urlencoded");
    let answer = request.body(body).send().await?;
    let status = answer.status().as_u16();
    Ok((Some(status), serde_json::from_str(&answer.text().await?).unwrap_or_default()))
}
