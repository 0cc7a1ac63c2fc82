//! The whole app as a service: [`house`] is what the session door is made of, [`lab`] what is there to be attacked. Here are the
//! layers that every request passes, outermost first.
//!
//! They stand in stacks, which know their types: layers that are put on a router one by one are copied for every request, each with
//! all that is below it, by each of those above.

mod house;
mod lab;
mod pages;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::validate_request::ValidateRequestHeaderLayer;

use crate::lab::record;
use crate::telemetry::{Observed, observed};
use crate::{LabRooms, Rooms, http};

/// The whole app as a service: the house, and the lab around it, unless these rooms have none.
pub fn router(rooms: Rooms) -> Router {
    let doors = pages::mount(house::routes(), &rooms);
    let all = match rooms.lab.as_ref() {
        None => guarded(doors.merge(house::front_page()), &rooms),
        Some(lab) => with_lab(doors, lab, &rooms),
    };
    let observed_by =
        Observed { party: "app", requests: rooms.requests.clone(), random: Arc::clone(&rooms.house.random) };
    observed(received(all, &rooms), observed_by).with_state(rooms)
}

/// The doors among what is there to be attacked.
fn with_lab(doors: Router<Rooms>, lab: &LabRooms, rooms: &Rooms) -> Router<Rooms> {
    let doors = doors
        .merge(lab::routes().with_state(lab.clone()))
        .layer(ValidateRequestHeaderLayer::custom(http::require_click));
    // These lack the guard on purpose: what happens without it is what they show.
    guarded(doors, rooms).merge(lab::unguarded_routes().with_state(lab.clone()))
}

/// Behind the checks that a door needs, and with the session that the request's cookie stands for.
fn guarded(doors: Router<Rooms>, rooms: &Rooms) -> Router<Rooms> {
    doors.fallback(http::files_or_not_found).layer(
        ServiceBuilder::new()
            .layer(http::refuse_cross_origin())
            .layer(ValidateRequestHeaderLayer::custom(http::require_content_type))
            .layer(from_fn(http::mend_session_cookie))
            .layer(http::session_cookie(Arc::clone(&rooms.house.sessions)))
            .map_response(http::tidy_redirect),
    )
}

/// Behind what every request passes, wherever it goes. The lab's recorder stands around all of it.
fn received(routes: Router<Rooms>, rooms: &Rooms) -> Router<Rooms> {
    let recorder = rooms.lab.as_ref().map(|lab| from_fn_with_state(lab.clone(), record));
    routes.method_not_allowed_fallback(http::method_not_allowed).layer(
        ServiceBuilder::new()
            .option_layer(recorder)
            .map_response(http::security_headers(&rooms.origin))
            .map_response(http::end_connections(rooms.closing.clone()))
            .map_response(IntoResponse::into_response)
            .layer(CatchPanicLayer::custom(http::panicked))
            .layer(ValidateRequestHeaderLayer::custom(http::answer_to_own_name(rooms.origin.clone())))
            .layer(ValidateRequestHeaderLayer::custom(http::limit_body))
            .layer(from_fn_with_state(rooms.clone(), http::introduce_visitor)),
    )
}
