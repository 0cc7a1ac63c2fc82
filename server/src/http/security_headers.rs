//! The headers that tell a browser what a page of ours may do: as little as possible (ASVS 3.4).

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;

use super::{CSP_REPORTS, Origin};

/// For whatever is not a page: nothing at all.
const NO_PAGE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Our own forms need it to find back to their page; no other origin learns an address of ours.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
];

/// Never without encryption again, for a year and with every name below ours (ASVS 3.4.1; RFC 6797).
const ONLY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Which pages of ours a page has to do with by way of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frames {
    /// It shows none and is shown in none.
    None,
    /// It shows one.
    Shows,
    /// It is shown in one.
    ShownIn,
}

/// The policy of one page. Scripts run only with its nonce (CSP 3 §8.2), text never becomes a script (Trusted
/// Types), and nothing comes from anywhere else. Reports go by `report-uri`, which every browser sends at once: one that
/// sees `report-to` beside it keeps them back for a minute.
///
/// `live_reload` is where `cargo leptos watch` tells the page that something changed, while somebody works on it.
pub(crate) fn page_policy(nonce: &str, live_reload: Option<u32>, frames: Frames) -> HeaderValue {
    let ancestors = if frames == Frames::ShownIn { "'self'" } else { "'none'" };
    let frame_src = if frames == Frames::Shows { " frame-src 'self';" } else { "" };
    let live_reload = live_reload.map(|port| format!(" ws://localhost:{port}")).unwrap_or_default();
    HeaderValue::try_from(format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'{live_reload}; form-action 'self';{frame_src} \
         base-uri 'none'; object-src 'none'; frame-ancestors {ancestors}; \
         require-trusted-types-for 'script'; trusted-types 'none'; report-uri {CSP_REPORTS}"
    ))
    .expect("a nonce is URL-safe base64")
}

/// Puts them on every answer of `origin`. What a user sees signed in is never stored (ASVS 14.3.2); files say so themselves.
pub(crate) fn security_headers(origin: &Origin) -> impl Fn(Response) -> Response + Clone + use<> {
    let https = origin.is_https();
    move |mut response| {
        let headers = response.headers_mut();
        for (name, value) in ALWAYS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if https {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_HTTPS);
        }
        set_default(headers, header::CONTENT_SECURITY_POLICY, NO_PAGE);
        set_default(headers, header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

fn set_default(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}
