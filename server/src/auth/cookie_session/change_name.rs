//! `PUT /api/session/name`: one's own name, in the row and so in every answer from here on.

use std::sync::Arc;

use authn::{House, Visitor, cookie_session};
use axum::extract::State;
use axum::{Extension, Json};
use domain::{Refusal, User, UserName};
use tower_sessions::Session;

use crate::auth::ChangeNameBody;
use crate::http::{JsonBody, Problem};

/// Sets another name.
pub(crate) async fn change_name(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<ChangeNameBody>,
) -> Result<Json<User>, Problem> {
    let name: UserName = body.name.parse().map_err(Refusal::Name)?;
    Ok(Json(cookie_session::change_name(&house, &session, &visitor, &name).await?))
}
