//! Deliberate flaw, `content_type_not_checked` (claim T15): what a body holds is read whatever it claims to be. So JSON
//! that calls itself plain text gets in, and a browser asks no permission before it sends that (Fetch, "CORS-safelisted
//! request-header").

use axum::extract::Query;
use axum::http::Uri;
use serde::Deserialize;

/// What a transfer takes. Whatever is missing is noted as missing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Parameters {
    pub(super) nonce: Option<String>,
    pub(super) to: Option<String>,
    pub(super) anti_forgery_token: Option<String>,
    pub(super) return_to: Option<String>,
}

impl Parameters {
    /// Reads a body, as JSON or as a form, whichever it is; without one, the query.
    pub(super) fn read(uri: &Uri, body: &[u8]) -> Self {
        if body.is_empty() {
            return Self::in_query(uri);
        }
        serde_json::from_slice(body).unwrap_or_else(|_| {
            let form = std::str::from_utf8(body).ok().and_then(|form| format!("/?{form}").parse().ok());
            form.map(|form| Self::in_query(&form)).unwrap_or_default()
        })
    }

    fn in_query(uri: &Uri) -> Self {
        Query::try_from_uri(uri).map(|Query(parameters)| parameters).unwrap_or_default()
    }
}
