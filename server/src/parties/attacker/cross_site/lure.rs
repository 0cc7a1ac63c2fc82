//! What every attacking page is asked with: which campaign it belongs to, whose browser is expected, and where to leave for.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::SandboxId;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::parties::attacker::Attacker;

/// `/campaigns/{campaign}/…?sandbox=…&done=…`, and in `asked` whatever else this page wants to know.
pub(in crate::parties::attacker) struct Lure<T> {
    pub(super) campaign: String,
    pub(super) sandbox: SandboxId,
    /// At the victim's server.
    pub(super) done: String,
    pub(super) asked: T,
}

#[derive(Deserialize)]
struct WhereTo {
    sandbox: SandboxId,
    done: String,
}

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Attacker>> for Lure<T> {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, attacker: &Arc<Attacker>) -> Result<Self, StatusCode> {
        let malformed = |_| StatusCode::BAD_REQUEST;
        let Path(campaign) =
            Path::<String>::from_request_parts(parts, attacker).await.map_err(|_| StatusCode::NOT_FOUND)?;
        let Query(WhereTo { sandbox, done }) = Query::try_from_uri(&parts.uri).map_err(malformed)?;
        let Query(asked) = Query::try_from_uri(&parts.uri).map_err(malformed)?;
        let done = at_victim(attacker, &done).ok_or(StatusCode::BAD_REQUEST)?;
        attacker.campaigns().find(&campaign).ok_or(StatusCode::NOT_FOUND)?;
        Ok(Self { campaign, sandbox, done, asked })
    }
}

/// An address of the victim's server, to leave for when all is done: its origin is ours to say, not the query's.
fn at_victim(attacker: &Attacker, done: &str) -> Option<String> {
    let victim = attacker.victim.to_string();
    let path = done.strip_prefix(&victim).unwrap_or(done);
    path.starts_with('/').then(|| format!("{victim}{path}"))
}
