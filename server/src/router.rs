//! All routes on one screen, and the layers that every request passes, outermost last.

use std::sync::Arc;

use app::{App, shell};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::routing::{delete, get, post, put};
use leptos_axum::{LeptosRoutes as _, generate_route_list_with_exclusions};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::Rooms;
use crate::auth::{cookie_session, create_account, local_storage_jwt, relying_party};
use crate::experiments;
use crate::http;
use crate::lab;
use crate::telemetry::{Observed, observed};

const SIGN_IN: &str = "/sign-in/{provider}";
const CALLBACK: &str = "/sign-in/{provider}/callback";
const BACKCHANNEL_LOGOUT: &str = "/sign-in/{provider}/backchannel-logout";
const SIGN_OUT_EVERYWHERE: &str = "/sign-out/everywhere";
const CHOOSE_PASSWORD: &str = "/account/password/choose";
const LINK: &str = "/account/providers/{provider}/link";
const UNLINK: &str = "/account/identities/unlink";

/// The whole app as a service.
pub fn router(rooms: Rooms) -> Router {
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
    let jwt = Router::new()
        .route("/login", post(local_storage_jwt::log_in))
        .route("/logout", post(local_storage_jwt::log_out))
        .route("/profile/{user_id}", get(local_storage_jwt::profile))
        .route("/picture/{user_id}", get(local_storage_jwt::picture))
        .route("/name", put(local_storage_jwt::change_name))
        .route("/export", get(local_storage_jwt::export))
        .route("/accounts", get(local_storage_jwt::accounts))
        .route("/refresh", post(local_storage_jwt::refresh));
    let lab = Router::new()
        .route("/sandboxes", post(lab::create_sandbox))
        .route("/wire", get(lab::wire))
        .route("/gateway/{service}", get(lab::gateway))
        .route("/careless-gateway/{service}", get(lab::careless_gateway))
        .route("/file-link", get(lab::file_link))
        .route("/careless-file-link", get(lab::careless_file_link))
        .route("/first-paint/session", get(lab::at_the_session_door))
        .route("/first-paint/jwt", get(lab::at_the_token_door))
        .route("/session-row/profile", get(lab::profile_by_row))
        .route("/experiments", get(experiments::experiments))
        .route("/experiments/{slug}/runs", get(experiments::runs).post(experiments::begin_run))
        .route("/experiments/{slug}/next", post(experiments::next_step));
    let api = Router::new()
        .route("/accounts", post(create_account))
        .nest("/session", session)
        .nest("/jwt", jwt)
        .nest("/lab", lab);

    let context = http::page_context(&rooms);
    let own = [SIGN_IN, CALLBACK, BACKCHANNEL_LOGOUT, SIGN_OUT_EVERYWHERE, CHOOSE_PASSWORD, LINK, UNLINK]
        .map(str::to_owned)
        .to_vec();
    let pages = generate_route_list_with_exclusions(App, Some(own));
    let house = Router::new()
        .route("/heartbeat", get(http::heartbeat))
        .route("/readyz", get(http::ready))
        .route("/.well-known/jwks.json", get(lab::jwks))
        .route(http::CSP_REPORTS, post(http::csp_reports))
        .nest("/api", api)
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
        // The pages, and with them every server function under `/fn/`.
        .leptos_routes_with_context(&rooms, pages, context, {
            let options = rooms.site.options.clone();
            move || shell(options.clone())
        })
        .fallback(http::files_or_not_found)
        .layer(map_response(http::tidy_redirect))
        .layer(http::session_cookie(Arc::clone(&rooms.house.sessions)))
        .layer(from_fn(http::mend_session_cookie))
        .layer(from_fn(http::require_content_type))
        .layer(from_fn(http::require_click))
        .layer(http::refuse_cross_origin());
    let observed_by =
        Observed { party: "app", requests: rooms.requests.clone(), random: Arc::clone(&rooms.house.random) };
    let house = house
        // These lack the layers above on purpose: what happens without them is what they show.
        .nest("/api/lab/rooms", lab::vulnerable_rooms())
        // What the victim does by herself in those rooms.
        .nest("/stage", lab::stage_pages())
        .method_not_allowed_fallback(http::method_not_allowed)
        .layer(from_fn_with_state(rooms.clone(), http::introduce_visitor))
        .layer(RequestBodyLimitLayer::new(http::LARGEST_BODY))
        .layer(from_fn(http::refuse_large_body))
        .layer(from_fn_with_state(rooms.origin.clone(), http::answer_to_own_name))
        .layer(CatchPanicLayer::custom(http::panicked))
        .layer(from_fn_with_state(rooms.closing.clone(), http::end_connections))
        .layer(from_fn_with_state(rooms.origin.clone(), http::security_headers))
        .layer(from_fn_with_state(rooms.clone(), lab::record));
    observed(house, observed_by).with_state(rooms)
}
