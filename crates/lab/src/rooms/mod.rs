//! What the vulnerable rooms do, as far as that needs no web framework: small sign-ins, each with defects that a switch
//! cures.
//!
//! Passwords, throttle and cookies are as careful as at the session door, so that the defect is all that differs. A
//! credential belongs to the sandbox that it was given out in, and so do the switches that it is held to: a thief who
//! leaves the lab's cookie out meets the same defences.

pub mod code_flow;
mod cookie_value;
pub mod csrf;
pub mod gateway;
pub mod jwt;
pub mod jwt_cookie;
pub mod login_csrf;
pub mod naive_session;
mod rows;
mod shelf;
pub mod signed_cookie;
mod timed_serializer;
pub mod unthrottled_sign_in;
mod vulnerable_rooms;

use std::collections::VecDeque;

pub use cookie_value::CookieValue;
pub use rows::{RoomRow, RoomRows, RoomTable};
pub use shelf::Shelf;
pub use vulnerable_rooms::VulnerableRooms;

/// How long a credential lives with [`crate::Defence::ShortLife`] on, in seconds.
pub const SHORT_LIFETIME: i64 = 60;

/// Adds one; of more than `most` the oldest goes.
fn push<T>(kept: &mut VecDeque<T>, most: usize, one: T) {
    if kept.len() == most {
        kept.pop_front();
    }
    kept.push_back(one);
}
