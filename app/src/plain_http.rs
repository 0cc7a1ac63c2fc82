//! Whether the pages are served without HTTPS.

/// Provided as context by a server that browsers reach without HTTPS.
#[derive(Clone, Copy, Debug)]
pub struct PlainHttp;
