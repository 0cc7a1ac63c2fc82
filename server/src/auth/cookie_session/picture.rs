//! `GET /api/session/picture/{user_id}`: an `<img>` shows it, for the browser attaches the cookie.

use std::sync::Arc;

use authn::{House, Visitor, cookie_session};
use axum::Extension;
use axum::extract::{Path, State};
use tower_sessions::Session;

use crate::auth::picture::Picture;
use crate::auth::profile::own;
use crate::http::Problem;

// #region picture
/// Shows one's own portrait.
pub(crate) async fn picture(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Path(user_id): Path<String>,
) -> Result<Picture, Problem> {
    let user = cookie_session::current_user(&house, &session, &visitor).await?;
    Ok(Picture::of(&own(user, &user_id)?))
}
// #endregion picture
