//! The defences that a learner switches on and off, in the vulnerable rooms of a sandbox.

use std::str::FromStr;

/// A defence. Each is off until somebody switches it on: the rooms are there to be attacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Defence {
    /// What was posted is shown as text, not run as HTML.
    Escaping,
    /// The page's policy lets no inline script run (CSP 3 §8.2).
    ContentSecurityPolicy,
}

/// There is no defence by that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such defence")]
pub struct UnknownDefence;

impl Defence {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Escaping, Self::ContentSecurityPolicy];

    /// Its name in forms, addresses and rows.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Escaping => "escaping",
            Self::ContentSecurityPolicy => "content-security-policy",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Escaping => "Escaping",
            Self::ContentSecurityPolicy => "Content Security Policy",
        }
    }

    /// What it does, for people.
    #[must_use]
    pub const fn promise(self) -> &'static str {
        match self {
            Self::Escaping => "Posts are shown as text. This is the cure: there is no script any more.",
            Self::ContentSecurityPolicy => {
                "The browser refuses to run scripts that the server has not marked. This is the second line."
            }
        }
    }
}

impl FromStr for Defence {
    type Err = UnknownDefence;

    fn from_str(slug: &str) -> Result<Self, UnknownDefence> {
        Self::ALL.into_iter().find(|defence| defence.slug() == slug).ok_or(UnknownDefence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defence_survives_its_name() {
        for defence in Defence::ALL {
            assert_eq!(defence.slug().parse(), Ok(defence));
        }
        assert_eq!("".parse::<Defence>(), Err(UnknownDefence));
    }
}
