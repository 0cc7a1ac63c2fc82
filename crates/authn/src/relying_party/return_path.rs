//! Where a sign-in may lead: to one of these pages, and never to an address that somebody wrote (ASVS 10.2.1, RFC 9700
//! §4.11).
//!
//! ```
//! use authn::relying_party::ReturnPath;
//!
//! assert_eq!(ReturnPath::of("/compare"), ReturnPath::Compare);
//! assert_eq!(ReturnPath::of("https://attacker.test/"), ReturnPath::Account);
//! ```

use std::fmt;

/// The page of the experiment that sends somebody through a provider, and goes on when they are back.
const EXPERIMENT: &str = "/experiments/password-exposure?running=";

/// A page of this app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnPath {
    /// The own account.
    Account,
    /// The two doors.
    Compare,
    /// The experiment in the middle of which somebody signs in, and how far it is.
    Experiment(u32),
}

impl ReturnPath {
    /// The page that a form asked for; the account, if it asked for anything else.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let running = path.strip_prefix(EXPERIMENT).and_then(|number| number.parse().ok());
        [Some(Self::Compare), running.map(Self::Experiment)]
            .into_iter()
            .flatten()
            .find(|known| known.to_string() == path)
            .unwrap_or(Self::Account)
    }
}

/// The page's path.
impl fmt::Display for ReturnPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account => f.write_str("/account"),
            Self::Compare => f.write_str("/compare"),
            Self::Experiment(number) => write!(f, "{EXPERIMENT}{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_survives_and_whatever_else_somebody_writes_does_not() {
        for path in [ReturnPath::Account, ReturnPath::Compare, ReturnPath::Experiment(7)] {
            assert_eq!(ReturnPath::of(&path.to_string()), path);
        }
        for other in
            ["", "//attacker.test", "https://attacker.test/", "/compare?x", "/experiments/csrf?running=1"]
        {
            assert_eq!(ReturnPath::of(other), ReturnPath::Account, "{other}");
        }
        for number in ["", "x", "+7", "07", "7&x=y", "7#x", "4294967296"] {
            assert_eq!(ReturnPath::of(&format!("{EXPERIMENT}{number}")), ReturnPath::Account, "{number}");
        }
    }
}
