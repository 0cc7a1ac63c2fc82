//! `GET /api/session/export`: a link downloads it, for the browser attaches the cookie.

use std::sync::Arc;

use authn::{House, Visitor, cookie_session};
use axum::Extension;
use axum::extract::State;
use tower_sessions::Session;

use crate::auth::export::Export;
use crate::http::Problem;

/// Hands out one's own data as a file.
pub(crate) async fn export(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
) -> Result<Export, Problem> {
    let user = cookie_session::current_user(&house, &session, &visitor).await?;
    Ok(Export(user))
}
