//! What the lab's server functions start with: the lab, and the sandbox of whoever calls.

use std::sync::Arc;

use domain::{Refusal, SandboxId};
use lab::{Lab, Playhouse};
use leptos::prelude::use_context;

/// Returns what the server put at hand for this request.
///
/// # Errors
/// [`Refusal::Unavailable`] if the server was put together without one of them.
pub(crate) async fn caller() -> Result<(Arc<Lab>, SandboxId), Refusal> {
    let lab = use_context::<Arc<Lab>>().ok_or(Refusal::Unavailable)?;
    let (_, _, visitor) = crate::caller().await?;
    Ok((lab, visitor.home()))
}

/// Returns whoever plays the experiments.
///
/// # Errors
/// [`Refusal::Unavailable`] if the server was put together without.
pub(crate) fn playhouse() -> Result<Arc<dyn Playhouse>, Refusal> {
    use_context().ok_or(Refusal::Unavailable)
}
