//! Where a browser goes after a room has answered it: back to the attacker's page, so that a whole matrix runs by itself
//! in one tab. The lab's plumbing, and no open redirect: it leads to our own origin and the attacker's two, nowhere else.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::LabRooms;

/// 303 to an address that was asked for, if it may be led to.
pub(super) fn return_to(rooms: &LabRooms, address: &str) -> Option<Response> {
    let attacker = &rooms.attacker_origin;
    let neighbour = attacker.called("localhost");
    // With the slash, or `http://localhost:3000.evil.example` would pass.
    let allowed =
        [&rooms.origin, attacker, &neighbour].iter().any(|origin| address.starts_with(&format!("{origin}/")));
    let location = HeaderValue::try_from(address).ok().filter(|_| allowed)?;
    Some((StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response())
}
