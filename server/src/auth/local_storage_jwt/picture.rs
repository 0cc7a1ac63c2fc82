//! `GET /api/jwt/picture/{user_id}`: no `<img>` shows it, for an image carries no header (claim T7).

use std::sync::Arc;

use authn::{House, Visitor, local_storage_jwt};
use axum::Extension;
use axum::extract::{Path, State};

use super::bearer::{AccessToken, Challenge};
use crate::auth::picture::Picture;
use crate::auth::profile::own;

/// Shows one's own portrait.
pub(crate) async fn picture(
    State(house): State<Arc<House>>,
    AccessToken(access_token): AccessToken,
    Extension(visitor): Extension<Visitor>,
    Path(user_id): Path<String>,
) -> Result<Picture, Challenge> {
    let user = local_storage_jwt::current_user(&house, &visitor, &access_token)?;
    Ok(Picture::of(&own(user, &user_id)?))
}
