//! What every page has around it, and what a browser may do with it: show it, and send its form.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use openidconnect::url::Url;

/// A page on its way out.
pub(super) struct Page {
    title: String,
    body: Markup,
    width: Width,
    leads_to: Option<Url>,
    passkeys: bool,
}

/// How much a page has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    /// One sheet, with one thing to do.
    Sheet,
    /// Several, one below the other.
    Desk,
}

/// A page whose forms lead to this site alone.
pub(super) fn document(title: &str, body: &Markup) -> Page {
    Page { title: title.to_owned(), body: body.clone(), width: Width::Sheet, leads_to: None, passkeys: false }
}

impl Page {
    /// A page of several sheets.
    pub(super) fn of_several_sheets(self) -> Self {
        Self { width: Width::Desk, ..self }
    }

    /// A page whose form leads on to another site. Browsers hold the redirect after a form against `form-action` as
    /// well (CSP 3 §6.4.3), so the client's origin stands in there, and no other.
    pub(super) fn leading_to(self, address: Option<&Url>) -> Self {
        Self { leads_to: address.cloned(), ..self }
    }

    /// A page that asks the browser for a passkey: it may run the one script that there is. No other page runs any.
    pub(super) fn with_passkeys(self) -> Self {
        Self { passkeys: true, ..self }
    }

    fn policy(&self) -> HeaderValue {
        let leads_to = self.leads_to.as_ref().map(|url| format!(" {}", url.origin().ascii_serialization()));
        let scripts = if self.passkeys {
            "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; "
        } else {
            ""
        };
        let policy = format!(
            "default-src 'none'; {scripts}style-src 'self'; img-src data:; form-action 'self'{}; base-uri 'none'; frame-ancestors 'none'",
            leads_to.unwrap_or_default()
        );
        HeaderValue::try_from(policy).expect("a serialised origin is visible ASCII (RFC 6454 §6.2)")
    }

    fn markup(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · Identity provider" }
                    link rel="stylesheet" href="/style.css";
                    link rel="icon" href="data:,";
                    @if self.passkeys { script src="/passkeys.js" defer {} }
                }
                body {
                    header { p { "Identity provider" } }
                    main .desk[self.width == Width::Desk] { (self.body) }
                }
            }
        }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let policy = self.policy();
        ([(header::CONTENT_SECURITY_POLICY, policy)], Html(self.markup().into_string())).into_response()
    }
}
