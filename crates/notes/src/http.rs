//! What every request passes, and every answer carries.

use std::any::Any;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::SandboxId;
use openidconnect::url::Url;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::Notes;

/// The largest request body that anything here needs, in bytes: a note of the longest, each letter written as `%F0%9F…`.
pub(crate) const LARGEST_BODY: usize = 16 * 1024;

const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // The callback's address has a code in it. It makes `Origin` of our own forms `null`, so it is `Sec-Fetch-Site` that
    // says where they come from; every browser that keeps our cookies sends it.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
];

/// For whatever is not a page: nothing at all.
const NO_PAGE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Refuses every name but our own (RFC 9110 §15.5.20): a page that was made to resolve its name to this machine shares an
/// address with us, and never a name.
pub(crate) async fn answer_to_own_name(
    State(notes): State<Arc<Notes>>,
    request: Request,
    next: Next,
) -> Response {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let named = hosts.next().and_then(|host| host.to_str().ok()).map(str::to_ascii_lowercase);
    let several = hosts.next().is_some();
    let host = request.uri().authority().map(|authority| authority.as_str().to_ascii_lowercase()).or(named);
    if several || host.as_deref() != Some(notes.authority().as_str()) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    next.run(request).await
}

/// Puts the headers on an answer that tell a browser what it may do with it (ASVS 3.4). Nothing of it is kept (ASVS
/// 14.3.2), unless it says so itself.
pub(crate) async fn tell_browsers(State(notes): State<Arc<Notes>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let page =
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let policy = if page { notes.page_policy() } else { NO_PAGE };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

impl Notes {
    /// What a browser puts into `Host`.
    fn authority(&self) -> String {
        let host = self.origin.host_str().unwrap_or_default();
        self.origin.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// What a page may do: show itself, and send its forms. There is no script at all. Browsers hold the redirect after a
    /// form against `form-action` as well (CSP 3 §6.4.3), and two of ours lead to the provider: its origin stands there.
    fn page_policy(&self) -> HeaderValue {
        let issuer: Option<Url> = self.provider.issuer(&SandboxId::default()).parse().ok();
        let provider = issuer.map(|issuer| issuer.origin().ascii_serialization()).unwrap_or_default();
        let policy = format!(
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {provider}; base-uri 'none'; \
             frame-ancestors 'none'"
        );
        HeaderValue::try_from(policy).expect("a serialised origin is visible ASCII (RFC 6454 §6.2)")
    }
}

/// Refuses a form that another origin's page sends (ASVS 3.5.1).
pub(crate) fn refuse_cross_origin() -> CsrfLayer<fn(ProtectionError) -> Response<Body>> {
    CsrfLayer::new().with_rejection_response(refuse as fn(ProtectionError) -> Response<Body>)
}

fn refuse(error: ProtectionError) -> Response<Body> {
    tracing::error!(event = "malicious_cors", %error);
    (StatusCode::FORBIDDEN, "This request came from another site's page, so it was not done.").into_response()
}

/// A handler panicked: a defect of ours. The details are for the log alone.
pub(crate) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let cause = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    tracing::error!(event = "sys_crash", cause = cause.unwrap_or("unknown"), "a handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on the server. Try again.").into_response()
}
