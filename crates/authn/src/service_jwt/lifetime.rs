//! How long the tokens live. All figures are in seconds.

/// A service's token is made for one request and used at once.
pub const SERVICE_TOKEN_LIFETIME: i64 = 60;
/// A file's link is for somebody who is about to open it.
pub const FILE_LINK_LIFETIME: i64 = 5 * 60;
