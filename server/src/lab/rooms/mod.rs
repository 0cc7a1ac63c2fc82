//! The vulnerable rooms, each under `/api/lab/rooms/<room>`: small sign-ins with one defect each, for the experiments.
//!
//! They stand outside the cross-origin check and the content-type check, know no session of the house, and keep to
//! their sandbox. A room asks for the switches of its sandbox at every request.

mod code_flow;
mod csrf;
mod jwt;
mod jwt_cookie;
mod login_csrf;
mod naive_session;
mod named_sandbox;
mod return_to;
mod room_cookie;
mod signed_cookie;
mod unthrottled_sign_in;

use axum::Router;

pub(crate) use code_flow::CODE_FLOW_CLIENT;

use crate::LabRooms;

/// All of them.
pub(crate) fn vulnerable_rooms() -> Router<LabRooms> {
    Router::new()
        .nest("/code-flow", code_flow::routes())
        .nest("/csrf", csrf::routes())
        .nest("/jwt", jwt::room())
        .nest("/jwt-cookie", jwt_cookie::routes())
        .nest("/login-csrf", login_csrf::routes())
        .nest("/naive-session", naive_session::routes())
        .nest("/signed-cookie", signed_cookie::routes())
        .nest("/unthrottled-sign-in", unthrottled_sign_in::routes())
}
