//! The sandbox that an address names.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use domain::SandboxId;

use crate::pages::Problem;
use crate::refusal::Refusal;

/// The first part of an address. Whether the provider knows it shows when somebody signs in.
pub(crate) struct Sandbox(pub(crate) SandboxId);

impl<S: Send + Sync> FromRequestParts<S> for Sandbox {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let not_found = || Problem(Refusal::NotFound, None);
        let named = RawPathParams::from_request_parts(parts, state).await.map_err(|_| not_found())?;
        let named = named.iter().find_map(|(name, value)| (name == "sandbox").then(|| value.parse().ok()));
        named.flatten().map(Self).ok_or_else(not_found)
    }
}
