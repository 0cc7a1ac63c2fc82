//! Where a sign-in may lead: to one of these pages, and never to an address that somebody wrote (ASVS 10.2.1, RFC 9700
//! §4.11).
//!
//! ```
//! use authn::relying_party::ReturnPath;
//!
//! assert_eq!(ReturnPath::of("/compare"), ReturnPath::Compare);
//! assert_eq!(ReturnPath::of("https://attacker.test/"), ReturnPath::Account);
//! ```

/// A page of this app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnPath {
    /// The own account.
    Account,
    /// The two doors.
    Compare,
}

impl ReturnPath {
    /// The page that a form asked for; the account, if it asked for anything else.
    #[must_use]
    pub fn of(path: &str) -> Self {
        [Self::Account, Self::Compare]
            .into_iter()
            .find(|known| known.as_str() == path)
            .unwrap_or(Self::Account)
    }

    /// The page's path.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "/account",
            Self::Compare => "/compare",
        }
    }
}
