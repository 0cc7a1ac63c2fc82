//! Deliberate flaw, `cookie_goes_along` (claim T15): the same session in four cookies, of which one goes along with every
//! request of another site (`SameSite=None`) and one leaves that to the browser (no attribute at all). The other two are
//! what the reference could have: `Lax` and `Strict`. With the switch `same-site` on, the first two are `Lax` as well.

use axum::http::{HeaderMap, HeaderValue, header};
use lab::Defence;
use lab::rooms::csrf::SameSite;

use crate::http::cookie;

/// Where the room lives. Its cookies go nowhere else.
const PATH: &str = "/api/lab/rooms/csrf";

// #region four cookies
/// The four `Set-Cookie` lines of a session, where these defences are on.
pub(super) fn set_cookies(session_id: &str, switched_on: &[Defence]) -> HeaderMap {
    let line = |same_site: SameSite| {
        let (name, attribute) = (same_site.cookie_name(), same_site.under(switched_on).attribute());
        HeaderValue::try_from(format!("{name}={session_id}; Path={PATH}; Secure; HttpOnly{attribute}"))
            .expect("a random name is URL-safe base64")
    };
    SameSite::ALL.into_iter().map(|same_site| (header::SET_COOKIE, line(same_site))).collect()
}
// #endregion four cookies

/// The value of the one cookie that counts.
pub(super) fn room_cookie(headers: &HeaderMap, same_site: SameSite) -> Option<&str> {
    cookie(headers, same_site.cookie_name())
}
