//! Seeing inside: an id for every request, in every line of its log and in its answer, and numbers for whoever watches.
//!
//! The numbers are read at `/metrics`, on a listener of their own: they are the operator's, and no visitor of the app comes by them.
//! `docs/OPERATING.md` lists them all.

mod house;
mod listener;
mod names;
mod observe;
mod process;
mod registry;
mod requests;
mod sweeps;

pub(crate) use listener::{MetricsListener, listen};
pub(crate) use observe::{Observed, observed};
pub use registry::Watched;
pub use requests::Requests;
pub use sweeps::Sweeps;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use tower::util::MapResponseLayer;

use crate::Origin;
use crate::http::{method_not_allowed, not_found, problem, security_headers};

/// What Prometheus reads (`OpenMetrics` 1.0).
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// `GET /metrics` for whoever asks at one of these origins, by its name, and nothing else.
pub fn metrics(origins: &[Origin], watched: Watched) -> Router {
    let names: Arc<[String]> = origins.iter().map(Origin::authority).collect();
    // They go over plain HTTP, whatever the app does.
    let plain_http = Origin::localhost(0, false);
    Router::new()
        .route("/metrics", get(show))
        .fallback(async || not_found())
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(names, names::answer_to_these))
        .layer(MapResponseLayer::new(security_headers(&plain_http)))
        .with_state(Arc::new(registry::registry(watched)))
}

async fn show(State(registry): State<Arc<Registry>>) -> Response {
    let mut text = String::new();
    match encode(&mut text, &registry) {
        Ok(()) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "metrics");
            problem(StatusCode::INTERNAL_SERVER_ERROR, "The metrics could not be written.")
        }
    }
}
