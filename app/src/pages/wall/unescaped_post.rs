//! Deliberate flaw, `unescaped_post` (claims P1, T8 and T13): what a stranger wrote is put into the page as HTML, and with it
//! whatever runs in HTML. This is cross-site scripting (OWASP A05:2025, CWE-79).

use leptos::prelude::*;

/// A post that becomes a part of the page. `<script>` would not run once the page is there; an image that fails to load
/// and says what to do then, does.
#[component]
pub(super) fn UnescapedPost(html: String) -> impl IntoView {
    view! { <div inner_html=html></div> }
}
