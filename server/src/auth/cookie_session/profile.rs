//! `GET /api/session/profile/{user_id}`: what the row says, now.

use std::sync::Arc;

use authn::{House, Visitor, cookie_session};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::User;
use tower_sessions::Session;

use crate::auth::profile::own;
use crate::http::Problem;

/// Shows one's own profile.
pub(crate) async fn profile(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Path(user_id): Path<String>,
) -> Result<Json<User>, Problem> {
    let user = cookie_session::current_user(&house, &session, &visitor).await?;
    Ok(Json(own(user, &user_id)?))
}
