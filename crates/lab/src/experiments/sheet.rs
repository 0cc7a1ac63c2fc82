//! The lab sheet of an experiment: everything about it that is known before it is run.

use domain::Door;

use super::{Source, Verdict};
use crate::Defence;

/// An experiment, as it is written down.
#[derive(Debug)]
pub struct Sheet {
    /// Its name in addresses and rows.
    pub slug: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// The claims of the ledger that it tests, such as `T8`; none, if neither article speaks of it.
    pub claims: &'static [&'static str],
    /// What happens, before it does.
    pub scene: &'static str,
    /// What is to be predicted: each arm is one possible answer.
    pub question: &'static str,
    /// What is compared.
    pub arms: &'static [Arm],
    /// What is tried, and what is expected of it. Those without defences come first. A sheet without any other has
    /// nothing to switch on, and says why.
    pub trials: &'static [Trial],
    /// Why it turns out as it does, a paragraph each.
    pub why: &'static [&'static str],
    /// What the experiment does not show, so that nobody takes away more than there is.
    pub caution: &'static str,
    /// Who else says so.
    pub standards: &'static [Standard],
    /// The lines that make the difference.
    pub sources: &'static [Source],
}

/// One of the things that are compared: a door, a variant of one, or the identity provider.
#[derive(Debug)]
pub struct Arm {
    /// Its name in addresses and rows.
    pub slug: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// Whose it is, and so its look.
    pub at: At,
    /// What is said when the attack succeeds here.
    pub fell: &'static str,
    /// What is said when it does not.
    pub stood: &'static str,
}

/// Where an arm takes place. There are two hues, one for each door; the identity provider is no door and has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The token door, or a variant of it.
    LocalStorageJwt,
    /// The session door, or a variant of it.
    CookieSession,
    /// The identity provider, where users sign in for the app.
    IdentityProvider,
}

/// One run of an arm, and what the ledger expects of it.
#[derive(Debug)]
pub struct Trial {
    /// The arm's slug.
    pub arm: &'static str,
    /// What is switched on.
    pub defences: &'static [Defence],
    /// What is expected.
    pub expected: Verdict,
}

/// A standard, or another text that is read as one.
#[derive(Debug)]
pub struct Standard {
    /// Its name and place.
    pub name: &'static str,
    /// What it asks, in our words.
    pub asks: &'static str,
    /// Where it is.
    pub address: &'static str,
}

impl Sheet {
    /// The arm by that slug.
    #[must_use]
    pub fn arm(&self, slug: &str) -> Option<&'static Arm> {
        self.arms.iter().find(|arm| arm.slug == slug)
    }

    /// What the ledger expects of an arm under these defences, in whatever order; nothing, if it says nothing.
    #[must_use]
    pub fn expected(&self, arm: &str, defences: &[Defence]) -> Option<Verdict> {
        let same = |trial: &&Trial| {
            trial.arm == arm
                && trial.defences.len() == defences.len()
                && trial.defences.iter().all(|defence| defences.contains(defence))
        };
        self.trials.iter().find(same).map(|trial| trial.expected)
    }

    /// Every defence that some trial switches on, each once.
    #[must_use]
    pub fn defences(&self) -> Vec<Defence> {
        let mut all = Vec::new();
        for defence in self.trials.iter().flat_map(|trial| trial.defences) {
            if !all.contains(defence) {
                all.push(*defence);
            }
        }
        all
    }
}

impl At {
    /// The door that it is, or a variant of which.
    #[must_use]
    pub const fn door(self) -> Option<Door> {
        match self {
            Self::LocalStorageJwt => Some(Door::LocalStorageJwt),
            Self::CookieSession => Some(Door::CookieSession),
            Self::IdentityProvider => None,
        }
    }

    /// The class that gives it its look: a door's, in the door's hue, or a neutral one.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self.door() {
            Some(door) => door.slug(),
            None => "provider",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Sheet = Sheet {
        slug: "a",
        title: "",
        claims: &[],
        scene: "",
        question: "",
        arms: &[],
        trials: &[
            Trial { arm: "one", defences: &[], expected: Verdict::Fell },
            Trial {
                arm: "one",
                defences: &[Defence::Escaping, Defence::ContentSecurityPolicy],
                expected: Verdict::Stood,
            },
        ],
        why: &[],
        caution: "",
        standards: &[],
        sources: &[],
    };

    #[test]
    fn the_order_of_defences_does_not_matter_and_their_number_does() {
        let both = [Defence::ContentSecurityPolicy, Defence::Escaping];
        assert_eq!(SHEET.expected("one", &both), Some(Verdict::Stood));
        assert_eq!(SHEET.expected("one", &both[..1]), None);
        assert_eq!(SHEET.expected("one", &[]), Some(Verdict::Fell));
        assert_eq!(SHEET.expected("another", &[]), None);
        assert_eq!(SHEET.defences(), [Defence::Escaping, Defence::ContentSecurityPolicy]);
    }
}
