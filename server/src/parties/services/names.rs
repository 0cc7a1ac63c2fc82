//! Two names, one listener: each service answers to its own, and nobody to any other (RFC 9110 §15.5.20).

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use tower::ServiceExt as _;

use crate::http::{host, problem};

/// Which service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// The file store.
    Files,
    /// The service that writes reports.
    Reports,
}

impl Name {
    /// As a request says whom it is for.
    pub(super) fn authority(self, port: u16) -> String {
        match self {
            Self::Files => format!("files.localhost:{port}"),
            Self::Reports => format!("reports.localhost:{port}"),
        }
    }
}

/// Hands each request to the service that it names.
pub(super) fn by_name(port: u16, files: Router, reports: Router) -> Router {
    Router::new().fallback(move |request: Request| {
        let host = host(request.headers(), request.uri());
        let is = |name: Name| host.as_ref() == Some(&name.authority(port));
        let named = match () {
            () if is(Name::Files) => Some(files.clone()),
            () if is(Name::Reports) => Some(reports.clone()),
            () => None,
        };
        async move {
            let Some(service) = named else {
                return problem(StatusCode::MISDIRECTED_REQUEST, "No service here answers to that name.");
            };
            service.oneshot(request).await.into_response()
        }
    })
}
