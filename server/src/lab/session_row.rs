//! `GET /api/lab/session-row/profile`: the profile as the session door shows it, and by the row alone: what the memory would
//! have known is asked all the same (claim T14).
//!
//! It is as careful as the door, whose cookie it takes: a row that is gone opens nothing.

use std::sync::Arc;

use authn::{House, Visitor, cookie_session};
use axum::extract::State;
use axum::{Extension, Json};
use domain::User;
use tower_sessions::Session;

use crate::http::Problem;

/// Shows one's own profile.
pub(crate) async fn profile_by_row(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
) -> Result<Json<User>, Problem> {
    Ok(Json(cookie_session::read_row(&house, &session, &visitor).await?.user.clone()))
}
