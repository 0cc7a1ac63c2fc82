//! Three ways to stay signed in by a cookie that scripts cannot read, each with one defect: a session that lives in
//! the cookie, a token that cannot be taken back, an id that is taken over from the browser.
//!
//! Passwords, throttle and cookie are as careful as at the session door, so that the defect is all that differs. A
//! credential belongs to the sandbox that it was given out in, and so do the switches that it is held to: a thief who
//! leaves the lab's cookie out meets the same defences.

mod cookie_value;
pub mod jwt_cookie;
pub mod naive_session;
pub mod signed_cookie;
mod timed_serializer;

pub use cookie_value::CookieValue;

/// How long a credential lives with [`crate::Defence::ShortLife`] on, in seconds.
pub const SHORT_LIFETIME: i64 = 60;
