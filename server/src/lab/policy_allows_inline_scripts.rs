//! Deliberate flaw, `policy_allows_inline_scripts` (claims P1, T8 and T13): a policy as it is found on the web, which lets
//! every inline script run and every address be asked. It is the vulnerable rooms' alone, and off when its switch says so.

use axum::http::HeaderValue;

/// The policy of a vulnerable room.
pub(crate) const CARELESS_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src *; connect-src *; \
     form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'",
);
