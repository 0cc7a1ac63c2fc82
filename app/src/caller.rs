//! What every server function starts with: the house, the caller's session, and the caller.

use std::sync::Arc;

use authn::{House, Visitor};
use axum::Extension;
use domain::Refusal;
use leptos::prelude::use_context;
use tower_sessions::Session;

/// Returns what the server put at hand for this request.
///
/// # Errors
/// [`Refusal::Unavailable`] if the server was put together without one of them.
pub(crate) async fn caller() -> Result<(Arc<House>, Session, Visitor), Refusal> {
    let house = use_context::<Arc<House>>().ok_or(Refusal::Unavailable)?;
    let session = leptos_axum::extract().await.map_err(|_| Refusal::Unavailable)?;
    let Extension(visitor) = leptos_axum::extract().await.map_err(|_| Refusal::Unavailable)?;
    Ok((house, session, visitor))
}
