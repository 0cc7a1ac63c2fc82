//! `GET /api/jwt/export`: no link downloads it, for a link carries no header (claim T7).

use std::sync::Arc;

use authn::{House, Visitor, local_storage_jwt};
use axum::Extension;
use axum::extract::State;

use super::bearer::{AccessToken, Challenge};
use crate::auth::export::Export;

/// Hands out one's own data as a file.
pub(crate) async fn export(
    State(house): State<Arc<House>>,
    AccessToken(access_token): AccessToken,
    Extension(visitor): Extension<Visitor>,
) -> Result<Export, Challenge> {
    let user = local_storage_jwt::current_user(&house, &visitor, &access_token)?;
    Ok(Export(user))
}
