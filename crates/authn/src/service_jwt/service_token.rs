//! A signed text, on its way to a service.

use std::fmt;

/// It opens what it is for to whoever holds it. Redacted when printed.
#[derive(Clone)]
pub struct ServiceToken(String);

impl ServiceToken {
    pub(super) const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for the request that it is for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ServiceToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
