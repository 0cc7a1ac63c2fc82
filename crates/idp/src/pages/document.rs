//! What every page has around it, and what a browser may do with it: show it, and send its form.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use openidconnect::url::Url;

/// A page on its way out.
pub(super) struct Page {
    markup: Markup,
    leads_to: Option<Url>,
}

/// A page whose forms lead to this site alone.
pub(super) fn document(title: &str, body: &Markup) -> Page {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Identity provider" }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="data:,";
            }
            body {
                header { p { "Identity provider" } }
                main { (body) }
            }
        }
    };
    Page { markup, leads_to: None }
}

impl Page {
    /// A page whose form leads on to another site. Browsers hold the redirect after a form against `form-action` as
    /// well (CSP 3 §6.4.3), so the client's origin stands in there, and no other.
    pub(super) fn leading_to(self, address: &Url) -> Self {
        Self { leads_to: Some(address.clone()), ..self }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let leads_to = self.leads_to.map(|url| format!(" {}", url.origin().ascii_serialization()));
        let policy = format!(
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'{}; base-uri 'none'; frame-ancestors 'none'",
            leads_to.unwrap_or_default()
        );
        let policy =
            HeaderValue::try_from(policy).expect("a serialised origin is visible ASCII (RFC 6454 §6.2)");
        ([(header::CONTENT_SECURITY_POLICY, policy)], Html(self.markup.into_string())).into_response()
    }
}
