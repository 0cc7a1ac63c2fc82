//! Pages that attack whoever comes by: the browser that shows them sends requests to the victim's server, with whatever
//! cookies it sees fit to send along. Nothing is stolen here; the browser is made to *do* something.
//!
//! These pages run a script each, of this site's own: their policy allows that, and requests to the victim's server.

mod code_flow;
mod csrf;
mod doors;
mod login_csrf;
mod lure;

pub(super) use code_flow::{code_flow, code_flow_script, take_code};
pub(super) use csrf::{csrf, csrf_script};
pub(super) use doors::{doors, doors_script};
pub(super) use login_csrf::{login_csrf, login_csrf_script, read_notes};

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;

use super::Attacker;

/// What a page with a script of this site's own may do, and no other page of this site.
fn attacking_policy(attacker: &Attacker) -> [(HeaderName, HeaderValue); 1] {
    let victim = &attacker.victim;
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' {victim}; img-src {victim}; \
         frame-src {victim}; form-action 'self' {victim}; base-uri 'none'; frame-ancestors 'none'"
    );
    let policy = HeaderValue::try_from(policy).expect("an origin is visible ASCII");
    [(header::CONTENT_SECURITY_POLICY, policy)]
}

/// A script of this site's own.
fn script(text: &'static str) -> impl IntoResponse {
    let javascript = HeaderValue::from_static("text/javascript; charset=utf-8");
    ([(header::CONTENT_TYPE, javascript)], text)
}
