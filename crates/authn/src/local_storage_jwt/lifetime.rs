//! How long the tokens live. All figures are in seconds.

/// An access token opens the profile for this long, whatever happens to the account meanwhile (claim T4).
pub const ACCESS_TOKEN_LIFETIME: i64 = 15 * 60;
/// A refresh token buys new pairs for this long.
pub const REFRESH_TOKEN_LIFETIME: i64 = 7 * 24 * 60 * 60;
