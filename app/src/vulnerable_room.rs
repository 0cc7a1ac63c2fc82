//! What the vulnerable rooms get from the server that mounts them, and the doors never do.

use axum::http::{HeaderValue, header};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

/// The policy of a vulnerable room whose defence is off. Provided as context by a server that has such rooms.
#[derive(Clone, Debug)]
pub struct VulnerableRoom(pub HeaderValue);

/// Where the attacker's site is. Provided as context.
#[derive(Clone, Debug)]
pub struct AttackerSite(pub String);

impl VulnerableRoom {
    /// Gives the page that is being rendered the careless policy.
    pub(crate) fn open() {
        if let Some(Self(policy)) = use_context() {
            expect_context::<ResponseOptions>().insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
}
