//! What pages and server functions find around them: the house, the built site, and a policy with a nonce.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use leptos::nonce::use_nonce;
use leptos::prelude::{expect_context, provide_context};
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::{ResponseOptions, handle_server_fns_with_context};

use super::security_headers::page_policy;
use crate::Rooms;

/// The context of a page.
pub(crate) fn page_context(rooms: &Rooms) -> impl Fn() + Clone + Send + Sync + 'static {
    let (house, assets) = (Arc::clone(&rooms.house), rooms.site.assets.clone());
    move || {
        provide_context(Arc::clone(&house));
        provide_context(assets.clone());
        if let Some(nonce) = use_nonce() {
            let policy = page_policy(nonce.as_inner());
            expect_context::<ResponseOptions>().insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
}

/// A route for each server function, at its own address and method and nowhere else.
pub(crate) fn server_functions(rooms: &Rooms) -> Router<Rooms> {
    server_fn_paths()
        .fold(Router::new(), |router, (path, method)| {
            let filter = MethodFilter::try_from(method).unwrap_or(MethodFilter::POST);
            router.route(path, on(filter, call))
        })
        .with_state(rooms.clone())
}

async fn call(State(rooms): State<Rooms>, request: Request) -> Response {
    let house = Arc::clone(&rooms.house);
    handle_server_fns_with_context(move || provide_context(Arc::clone(&house)), request).await.into_response()
}
