//! The one name that the app answers to. A page that was made to resolve its own name to this machine (DNS
//! rebinding) shares an address with us, but never a name.

use std::fmt;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::problem;

/// An origin of ours: scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: &'static str,
    authority: String,
    port: u16,
}

impl Origin {
    /// `http://localhost:<port>`, where browsers accept `Secure` cookies.
    #[must_use]
    pub fn localhost(port: u16) -> Self {
        Self { scheme: "http", authority: format!("localhost:{port}"), port }
    }

    /// The same listener by its bare address: another site to a browser, and the attacker's neighbour.
    fn is_bare_address(&self, host: &str) -> bool {
        host == format!("127.0.0.1:{}", self.port) || host == format!("[::1]:{}", self.port)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

/// Answers requests for our own name, sends readers of the bare address on to it, and refuses the rest with 421
/// (RFC 9110 §15.5.20).
pub(crate) async fn answer_to_own_name(
    State(origin): State<Origin>,
    request: Request,
    next: Next,
) -> Response {
    let Some(host) = host(request.headers(), request.uri()) else {
        return problem(StatusCode::BAD_REQUEST, "A request names its host.");
    };
    if host == origin.authority {
        return next.run(request).await;
    }
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    if reading && origin.is_bare_address(&host) {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        return Redirect::temporary(&format!("{origin}{path}")).into_response();
    }
    problem(StatusCode::MISDIRECTED_REQUEST, "This server does not answer to that name.")
}

/// What the request says whom it is for; HTTP/2 puts it into the request line. Exactly one `Host`, or none at all.
fn host(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let named = hosts.next().and_then(|value| value.to_str().ok()).map(str::to_ascii_lowercase);
    if hosts.next().is_some() {
        return None;
    }
    uri.authority().map(|authority| authority.as_str().to_ascii_lowercase()).or(named)
}
