//! All routes on one screen, and the layers that every request passes, outermost last.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::{BACKCHANNEL_LOGOUT, CALLBACK, Notes, SIGNED_OUT};
use crate::{http, notebook, pages, profile, sign_in, sign_out};

/// The whole of Notes as a service.
pub fn router(notes: Arc<Notes>) -> Router {
    Router::new()
        .route("/", get(pages::home))
        .route("/style.css", get(pages::style))
        .route("/{sandbox}", get(notebook::add_slash))
        .route("/{sandbox}/", get(notebook::show))
        .route("/{sandbox}/notes", post(notebook::write))
        .route("/{sandbox}/notes/{note}/delete", post(notebook::delete))
        .route("/{sandbox}/sign-in", post(sign_in::begin).get(notebook::back))
        .route(CALLBACK, get(sign_in::callback))
        .route("/{sandbox}/sign-out", post(sign_out::here))
        .route("/{sandbox}/sign-out-everywhere", post(sign_out::everywhere))
        .route(SIGNED_OUT, get(sign_out::signed_out))
        .route(BACKCHANNEL_LOGOUT, post(sign_out::back_channel))
        .route("/{sandbox}/api/profile", get(profile::profile))
        .fallback(pages::not_found)
        // What no page of ours sent is not done. A server sends neither `Origin` nor `Sec-Fetch-Site`, and passes.
        .layer(http::refuse_cross_origin())
        .layer(RequestBodyLimitLayer::new(http::LARGEST_BODY))
        .layer(from_fn_with_state(Arc::clone(&notes), http::answer_to_own_name))
        .layer(CatchPanicLayer::custom(http::panicked))
        .layer(from_fn_with_state(Arc::clone(&notes), http::tell_browsers))
        .with_state(notes)
}
