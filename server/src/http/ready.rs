//! `GET /readyz`: whether a proxy should send anybody here. `/heartbeat` says that the process lives, and asks no one.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::{Refusal, SandboxId};
use serde_json::{Value, json};
use tokio::sync::watch;
use tower_sessions::session::Id;

use super::{Problem, problem};
use crate::Rooms;

/// Whether the house is about to close. Until then it answers whoever comes, and asks to be sent nobody more.
#[derive(Clone, Debug)]
pub struct Closing(watch::Receiver<bool>);

impl Closing {
    /// It closes once this turns true.
    #[must_use]
    pub fn once(closing: watch::Receiver<bool>) -> Self {
        Self(closing)
    }

    fn has_begun(&self) -> bool {
        *self.0.borrow()
    }
}

/// 200 while accounts and sessions can be read; 503 once that fails, or when the house is about to close.
pub(crate) async fn ready(State(rooms): State<Rooms>) -> Result<Json<Value>, Response> {
    if rooms.closing.has_begun() {
        return Err(problem(StatusCode::SERVICE_UNAVAILABLE, "This node is about to stop."));
    }
    can_read(&rooms).await.map_err(|refusal| Problem(refusal).into_response())?;
    Ok(Json(json!({ "status": "OK" })))
}

async fn can_read(rooms: &Rooms) -> Result<(), Refusal> {
    rooms.house.store.sandbox_exists(&SandboxId::default()).await?;
    // Nobody has this id, so no cache knows it: the question reaches the rows.
    rooms.house.sessions.load(&Id(0)).await.map_err(|error| {
        tracing::error!(%error, "sessions");
        Refusal::Unavailable
    })?;
    Ok(())
}

/// While the house is about to close, every answer ends its connection, so that a proxy does not send the next request
/// down a connection that is being closed at that moment: what it cannot send twice would be lost (RFC 9112 §9.6).
pub(crate) fn end_connections(closing: Closing) -> impl Fn(Response) -> Response + Clone {
    move |mut response| {
        if closing.has_begun() {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}
