//! `/api/session/devices`: the rows that can be shown and ended. The token door has none, and no such file.

use std::sync::Arc;

use authn::{House, Visitor, cookie_session};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::{Device, DeviceId, Refusal};
use serde_json::{Value, json};
use tower_sessions::Session;

use crate::http::Problem;

/// Lists one's own devices.
pub(crate) async fn devices(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
) -> Result<Json<Vec<Device>>, Problem> {
    Ok(Json(cookie_session::devices(&house, &session, &visitor).await?))
}

/// Ends one of them.
pub(crate) async fn end_device(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Path(device_id): Path<String>,
) -> Result<Json<Value>, Problem> {
    // Whoever is not signed in learns nothing, not even what an id looks like.
    cookie_session::current_user(&house, &session, &visitor).await?;
    let device: DeviceId = device_id.parse().map_err(|_| Refusal::NotFound)?;
    cookie_session::end_device(&house, &session, &visitor, &device).await?;
    Ok(Json(json!({ "message": "Device ended" })))
}

/// Ends them all, this one too.
pub(crate) async fn end_all_devices(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
) -> Result<Json<Value>, Problem> {
    let ended = cookie_session::end_all_devices(&house, &session, &visitor).await?;
    Ok(Json(json!({ "message": "All devices ended", "ended": ended })))
}
