//! Signing in, by the authorization code flow with PKCE (OpenID Connect Core 1.0 §3.1, RFC 7636): the browser leaves with one
//! cookie, and comes back with a code that only this server can use.

mod attempt_cookie;
mod begin;
mod callback;

pub(crate) use begin::begin;
pub(crate) use callback::callback;
