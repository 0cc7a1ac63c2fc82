//! The HTML document around every page.

use std::sync::Arc;

use leptos::config::LeptosOptions;
use leptos::hydration::AutoReload;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::{App, lab};

/// What the server knows about the files it serves.
#[derive(Clone, Debug)]
pub struct Assets {
    /// Changes whenever one of them does, so that a browser may keep what it has for ever.
    pub version: Arc<str>,
}

impl Assets {
    /// The address of a built file, as of this version.
    pub(crate) fn url(file: &str) -> String {
        let version = use_context::<Self>().map(|assets| assets.version).unwrap_or_default();
        format!("/pkg/{file}?v={version}")
    }
}

/// Renders the document.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    // Only islands wake up in the browser; the rest is HTML and needs no markers for it.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let description = if lab::is_open() {
        "Sign in through a JWT in localStorage and a session cookie, and see what each leaves behind."
    } else {
        "Sign in, and see where else you are signed in."
    };
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content=description/>
                <link
                    rel="preload"
                    href="/fonts/inter.woff2"
                    r#as="font"
                    r#type="font/woff2"
                    crossorigin="anonymous"
                />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=Assets::url("two-doors.css")/>
                <AutoReload options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
