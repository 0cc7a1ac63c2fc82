//! A word to readers in Safari, which keeps no `Secure` cookie from plain `http://localhost`: without it the session
//! door would look broken to them, and not to anybody else.

use leptos::prelude::*;

use crate::{PlainHttp, lab};

/// Whether the browser that calls itself this would lose the session's cookie.
pub(super) fn loses_cookie(device: &str) -> bool {
    device.starts_with("Safari") && use_context::<PlainHttp>().is_some()
}

/// What happens, and what to do.
#[component]
pub(super) fn SafariNote() -> impl IntoView {
    let how = if lab::is_open() { "cargo xtask serve -- --https" } else { "--https" };
    view! {
        <p class="refusal" role="note">
            "Safari keeps no " <code>"Secure"</code> " cookie from plain " <code>"http://localhost"</code>
            ", so the session door cannot let you in here. Start it with " <code>{how}</code>
            ", or come with Chrome, Edge or Firefox."
        </p>
    }
}
