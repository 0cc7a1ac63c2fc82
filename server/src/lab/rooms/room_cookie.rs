//! The cookies of the rooms that sign somebody in: all of their attributes, in one place, and the session door's own.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use domain::Refusal;
use lab::rooms::CookieValue;

use crate::http::cookie;

/// A room's cookie, by its name.
#[derive(Clone, Copy)]
pub(super) struct RoomCookie(pub(super) &'static str);

impl RoomCookie {
    /// What a request brought, or that nobody is signed in.
    pub(super) fn read(self, headers: &HeaderMap) -> Result<&str, Refusal> {
        cookie(headers, self.0).ok_or(Refusal::Unauthorized)
    }

    /// The header that puts it into the browser.
    pub(super) fn set(self, value: &CookieValue) -> [(HeaderName, HeaderValue); 1] {
        self.header(value.expose(), "")
    }

    /// The header that takes it out again: with the same attributes, or the browser would not touch it.
    pub(super) fn remove(self) -> [(HeaderName, HeaderValue); 1] {
        self.header("", "; Max-Age=0")
    }

    fn header(self, value: &str, max_age: &str) -> [(HeaderName, HeaderValue); 1] {
        // #region room cookie attributes
        let name = self.0;
        let line = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{max_age}");
        // #endregion room cookie attributes
        let line = HeaderValue::try_from(line).expect("what may stand in a cookie may stand in a header");
        [(header::SET_COOKIE, line)]
    }
}
