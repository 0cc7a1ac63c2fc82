//! `/api/lab/rooms/…`: each room has its one defect, shown, and a defence, shown to cure it; the rest is held to §6.

mod code_flow;
mod csrf;
mod every_room;
mod jwt;
mod jwt_cookie;
mod login_csrf;
mod naive_session;
mod room;
mod signed_cookie;
mod unthrottled_sign_in;
