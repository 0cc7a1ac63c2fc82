//! Around every request: an id, a span that puts it into each line of the log, and what it took.
//!
//! The id is ours. One that a request brings along is not looked at: whoever could choose it could pass for another request
//! in the log. So it is made here, and not by `tower-http`'s layer, which keeps what it finds in the header.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use authn::{Random, random_name};
use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tracing::Instrument as _;

use super::requests::{Requests, Route, known};

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Whose requests they are, and where they are counted.
#[derive(Clone)]
pub(crate) struct Observed {
    pub(crate) party: &'static str,
    pub(crate) requests: Requests,
    pub(crate) random: Arc<dyn Random>,
}

/// A party's site with an eye on it.
pub(crate) fn observed<S: Clone + Send + Sync + 'static>(router: Router<S>, by: Observed) -> Router<S> {
    router.layer(from_fn_with_state(by, observe))
}

async fn observe(
    State(Observed { party, requests, random }): State<Observed>,
    matched: Option<MatchedPath>,
    from: Result<ConnectInfo<SocketAddr>, axum::extract::rejection::ExtensionRejection>,
    request: Request,
    next: Next,
) -> Response {
    let (began, _in_flight) = (Instant::now(), requests.begin(party));
    let (request_id, method, route) = (random_name(&*random), known(request.method()), Route(matched));
    // As loud as can be, so that no choice of lines leaves the id out of them.
    let span = tracing::error_span!(
        "request",
        request_id,
        party,
        request_method = method,
        route = route.as_str(),
        source_ip = from.ok().map(|ConnectInfo(address)| tracing::field::display(address.ip())),
    );
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = began.elapsed();
    span.in_scope(|| tracing::debug!(event = "answered", status = response.status().as_u16(), ?took));
    if let Ok(request_id) = HeaderValue::try_from(request_id) {
        response.headers_mut().insert(X_REQUEST_ID, request_id);
    }
    requests.answered(party, method, route, response.status(), took);
    response
}
