//! The cookie of a sign-in that is under way: single-use, and gone after ten minutes. `state`, `nonce` and the code verifier
//! follow from it, so only the browser that began can finish.

use authn::relying_party::{ATTEMPT_LIFETIME, AttemptSecret};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use time::Duration;

const ATTEMPT_COOKIE: &str = "__Host-notes_sign_in";

/// The secret that a request carries, if it can be one.
pub(super) fn read(cookies: &CookieJar) -> Option<AttemptSecret> {
    cookies.get(ATTEMPT_COOKIE)?.value().parse().ok()
}

/// For a browser that leaves. `Lax`: it comes back from another site, and `Strict` would stay at home then.
pub(super) fn cookie(secret: &AttemptSecret) -> Cookie<'static> {
    let mut cookie = built(secret.expose());
    cookie.set_max_age(Duration::seconds(ATTEMPT_LIFETIME));
    cookie
}

/// For one that is back.
pub(super) fn removed() -> Cookie<'static> {
    let mut cookie = built(String::new());
    cookie.make_removal();
    cookie
}

fn built(value: String) -> Cookie<'static> {
    Cookie::build((ATTEMPT_COOKIE, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}
