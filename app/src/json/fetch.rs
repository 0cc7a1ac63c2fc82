//! Asking the JSON interface, and reading what it answers.

use domain::Refusal;
use gloo_net::http::{Request, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::read;
use crate::Refused;

/// What every refusal of the interface looks like.
#[derive(Deserialize)]
struct InWords {
    message: String,
}

/// Sends `body` as JSON.
pub(crate) async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Refused> {
    let request = Request::post(path).json(body).map_err(|_| Refusal::Malformed)?;
    read_answer(request.send().await).await
}

/// The value in a good answer, the words in a bad one.
pub(crate) async fn read_answer<T: DeserializeOwned>(
    answer: Result<Response, gloo_net::Error>,
) -> Result<T, Refused> {
    let answer = answer.map_err(|_| Refused::Unreachable)?;
    let body = answer.binary().await.map_err(|_| Refused::Unreachable)?;
    if answer.ok() {
        return read(&body).map_err(|_| Refusal::Unavailable.into());
    }
    let InWords { message } = read(&body).map_err(|_| Refusal::Unavailable)?;
    Err(Refused::InWords(message))
}
