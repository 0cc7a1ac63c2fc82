//! All routes on one screen, and the layers that every request passes, outermost last.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{get, post, put};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::Provider;
use crate::authorization::authorize;
use crate::{admin, discovery, http, logout, pages, sign_in, token, userinfo};

/// The whole provider as a service.
pub fn router(provider: Arc<Provider>) -> Router {
    // What a user's browser sends for its user.
    let forms = Router::new()
        .route("/realms/{realm}/sign-in", post(sign_in::sign_in))
        .route("/realms/{realm}/logout/confirm", post(logout::confirm))
        .layer(http::refuse_cross_origin());
    Router::new()
        .route("/", get(pages::home))
        .route("/style.css", get(pages::style))
        .route("/realms/{realm}/.well-known/openid-configuration", get(discovery::configuration))
        .route("/realms/{realm}/jwks", get(discovery::jwks))
        .route("/realms/{realm}/authorize", get(authorize).post(authorize))
        .route("/realms/{realm}/token", post(token::token))
        .route("/realms/{realm}/userinfo", get(userinfo::userinfo).post(userinfo::userinfo))
        .route("/realms/{realm}/logout", get(logout::end_session).post(logout::end_session))
        .merge(forms)
        .route("/realms/{realm}", put(admin::put_realm))
        .route("/realms/{realm}/reset", post(admin::reset_realm))
        .route("/realms/{realm}/users", post(admin::add_user))
        .route("/signing-keys", post(admin::rotate_signing_key))
        .fallback(pages::not_found)
        .layer(RequestBodyLimitLayer::new(http::LARGEST_BODY))
        .layer(from_fn_with_state(Arc::clone(&provider), http::answer_to_own_name))
        .layer(CatchPanicLayer::custom(http::panicked))
        .layer(map_response(http::tell_browsers))
        .with_state(provider)
}
