//! What a room hands to a browser to keep.

use std::fmt;

/// The value of a room's cookie: whoever has it is signed in. Redacted when printed.
///
/// ```
/// let value = lab::rooms::CookieValue::new("secret".to_owned());
/// assert_eq!(format!("{value:?}"), "[redacted]");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct CookieValue(String);

impl CookieValue {
    /// Wraps a value that may stand in a cookie.
    #[must_use]
    pub const fn new(value: String) -> Self {
        Self(value)
    }

    /// The text for the cookie.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CookieValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
