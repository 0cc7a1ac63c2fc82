//! `GET /api/session/accounts`: the role that the row has now decides.

use std::sync::Arc;

use authn::{House, Visitor, cookie_session};
use axum::extract::State;
use axum::{Extension, Json};
use domain::User;
use tower_sessions::Session;

use crate::http::Problem;

/// Lists the accounts of the admin's sandbox.
pub(crate) async fn accounts(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
) -> Result<Json<Vec<User>>, Problem> {
    Ok(Json(cookie_session::accounts(&house, &session, &visitor).await?))
}
