//! All routes of the house on one screen: the session door, and what belongs to it. Whoever copies it needs no other.

use axum::Router;
use axum::routing::{delete, get, post, put};

use crate::Rooms;
use crate::auth::{cookie_session, create_account, relying_party};
use crate::http;

const SIGN_IN: &str = "/sign-in/{provider}";
const CALLBACK: &str = "/sign-in/{provider}/callback";
const BACKCHANNEL_LOGOUT: &str = "/sign-in/{provider}/backchannel-logout";
const SIGN_OUT_EVERYWHERE: &str = "/sign-out/everywhere";
const CHOOSE_PASSWORD: &str = "/account/password/choose";
const LINK: &str = "/account/providers/{provider}/link";
const UNLINK: &str = "/account/identities/unlink";

/// The addresses at which a handler decides which page is shown.
pub(super) const DECIDED_BY_HANDLERS: [&str; 7] =
    [SIGN_IN, CALLBACK, BACKCHANNEL_LOGOUT, SIGN_OUT_EVERYWHERE, CHOOSE_PASSWORD, LINK, UNLINK];

/// The session door, creating accounts, and what a proxy asks for.
pub(super) fn routes() -> Router<Rooms> {
    let session = Router::new()
        .route("/login", post(cookie_session::log_in))
        .route("/logout", post(cookie_session::log_out))
        .route("/profile/{user_id}", get(cookie_session::profile))
        .route("/picture/{user_id}", get(cookie_session::picture))
        .route("/name", put(cookie_session::change_name))
        .route("/export", get(cookie_session::export))
        .route("/accounts", get(cookie_session::accounts))
        .route("/devices", get(cookie_session::devices).delete(cookie_session::end_all_devices))
        .route("/devices/{device_id}", delete(cookie_session::end_device));
    Router::new()
        .route("/heartbeat", get(http::heartbeat))
        .route("/readyz", get(http::ready))
        .route(http::CSP_REPORTS, post(http::csp_reports))
        .route("/api/accounts", post(create_account))
        .nest("/api/session", session)
        // Somebody else's provider says who somebody is. The pages that these answer with are among the app's.
        .route(SIGN_IN, post(relying_party::begin).get(relying_party::back_to_account))
        .route(CALLBACK, get(relying_party::callback))
        .route(BACKCHANNEL_LOGOUT, post(relying_party::backchannel_logout))
        .route(
            SIGN_OUT_EVERYWHERE,
            post(relying_party::sign_out_everywhere).get(relying_party::back_to_account),
        )
        .route(CHOOSE_PASSWORD, post(relying_party::choose_password))
        .route(LINK, post(relying_party::link))
        .route(UNLINK, post(relying_party::unlink))
}

/// `GET /` where there is no lab to tell of: the account is what the house is for.
pub(super) fn front_page() -> Router<Rooms> {
    Router::new().route("/", get(relying_party::back_to_account))
}
