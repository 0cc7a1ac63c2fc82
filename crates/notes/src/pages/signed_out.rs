//! What is there for whoever is not signed in.

use axum::response::Html;
use domain::SandboxId;
use maud::{Markup, html};

use super::document;

/// The notebook, closed.
pub(crate) fn signed_out_notebook(sandbox: &SandboxId) -> Html<String> {
    document(
        "Notes",
        &html! {
            h1 { "Notes" }
            p { "Short notes, kept for you alone." }
            (sign_in(sandbox))
            p .aside {
                "There is no password to type here, and none to steal. The identity provider says who you are. Whoever is signed "
                "in there already is not asked again."
            }
        },
    )
}

/// Back from the provider, signed out of both.
pub(crate) fn signed_out(sandbox: &SandboxId) -> Html<String> {
    document(
        "Signed out",
        &html! {
            h1 { "Signed out" }
            p { "You are not signed in to Notes any more." }
            (sign_in(sandbox))
            p .aside {
                "If you said yes at the identity provider, it has signed you out too, and told every other app that you went on to from there "
                "in this browser."
            }
        },
    )
}

fn sign_in(sandbox: &SandboxId) -> Markup {
    html! {
        form method="post" action={ "/" (sandbox) "/sign-in" } {
            button type="submit" { "Sign in with the identity provider" }
        }
    }
}
