//! One's own data as a file: what a download link points at.

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::User;

/// The profile, to be kept instead of shown.
pub(crate) struct Export(pub(super) User);

impl IntoResponse for Export {
    fn into_response(self) -> Response {
        // Named here: a name from the data would be text of its owner's in a header (RFC 6266 §4.3).
        let keep = [(header::CONTENT_DISPOSITION, "attachment; filename=\"my-account.json\"")];
        (keep, Json(self.0)).into_response()
    }
}
