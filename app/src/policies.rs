//! The policies of pages that differ from all others, and by how little.

use axum::http::{HeaderValue, header};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

/// Provided as context by the server, whose policies they are.
#[derive(Clone, Debug)]
pub struct PagePolicies {
    /// For a page that shows another of ours in a frame.
    pub frames: HeaderValue,
    /// For a page that is shown in such a frame.
    pub framed: HeaderValue,
    /// For a vulnerable room whose policy is its defect; it is shown in such a frame too.
    pub careless: HeaderValue,
}

impl PagePolicies {
    /// Lets the page that is being rendered show another of ours in a frame.
    pub(crate) fn let_it_frame() {
        Self::apply(|policies| policies.frames);
    }

    /// Lets the page that is being rendered be shown in a frame of ours.
    pub(crate) fn let_it_be_framed() {
        Self::apply(|policies| policies.framed);
    }

    /// Gives the page that is being rendered the careless policy.
    pub(crate) fn be_careless() {
        Self::apply(|policies| policies.careless);
    }

    fn apply(choose: impl FnOnce(Self) -> HeaderValue) {
        if let Some(policies) = use_context::<Self>() {
            let policy = choose(policies);
            expect_context::<ResponseOptions>().insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
}
