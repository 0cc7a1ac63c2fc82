//! What a page shows in its place when the house cannot answer.

use domain::Refusal;
use http::StatusCode;
use leptos::prelude::*;

/// Answers with the refusal's status, and says it in words. Nobody is let in, and nobody is called signed out.
#[component]
pub(crate) fn Unavailable(refusal: Refusal) -> impl IntoView {
    crate::answer::set_status(
        StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE),
    );
    view! { <p class="slot refusal" role="alert">{refusal.to_string()}</p> }
}
