//! The whole app as a service: [`house`] is what the session door is made of, [`lab`] what is there to be attacked. Here are the
//! layers that every request passes, outermost last.

mod house;
mod lab;
mod pages;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::lab::record;
use crate::telemetry::{Observed, observed};
use crate::{LabRooms, Rooms, http};

/// The whole app as a service: the house, and the lab around it, unless these rooms have none.
pub fn router(rooms: Rooms) -> Router {
    let doors = pages::mount(house::routes(), &rooms);
    let router = match rooms.lab.as_deref() {
        None => received(guarded(doors.merge(house::front_page()), &rooms), &rooms),
        Some(lab) => with_lab(doors, lab.clone(), &rooms),
    };
    let observed_by =
        Observed { party: "app", requests: rooms.requests.clone(), random: Arc::clone(&rooms.house.random) };
    observed(router, observed_by).with_state(rooms)
}

/// The doors among what is there to be attacked, and the recorder around all of it.
fn with_lab(doors: Router<Rooms>, lab: LabRooms, rooms: &Rooms) -> Router<Rooms> {
    let doors = doors.merge(lab::routes().with_state(lab.clone())).layer(from_fn(http::require_click));
    // These lack the guard on purpose: what happens without it is what they show.
    let all = guarded(doors, rooms).merge(lab::unguarded_routes().with_state(lab.clone()));
    received(all, rooms).layer(from_fn_with_state(lab, record))
}

/// Behind the checks that a door needs, and with the session that the request's cookie stands for.
fn guarded(doors: Router<Rooms>, rooms: &Rooms) -> Router<Rooms> {
    doors
        .fallback(http::files_or_not_found)
        .layer(map_response(http::tidy_redirect))
        .layer(http::session_cookie(Arc::clone(&rooms.house.sessions)))
        .layer(from_fn(http::mend_session_cookie))
        .layer(from_fn(http::require_content_type))
        .layer(http::refuse_cross_origin())
}

/// Behind what every request passes, wherever it goes.
fn received(routes: Router<Rooms>, rooms: &Rooms) -> Router<Rooms> {
    routes
        .method_not_allowed_fallback(http::method_not_allowed)
        .layer(from_fn_with_state(rooms.clone(), http::introduce_visitor))
        .layer(RequestBodyLimitLayer::new(http::LARGEST_BODY))
        .layer(from_fn(http::refuse_large_body))
        .layer(from_fn_with_state(rooms.origin.clone(), http::answer_to_own_name))
        .layer(CatchPanicLayer::custom(http::panicked))
        .layer(from_fn_with_state(rooms.closing.clone(), http::end_connections))
        .layer(from_fn_with_state(rooms.origin.clone(), http::security_headers))
}
