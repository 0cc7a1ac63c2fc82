//! The defences that a learner switches on and off, in the vulnerable rooms of a sandbox.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A defence. Each is off until somebody switches it on: the rooms are there to be attacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Defence {
    /// What was posted is shown as text, not run as HTML.
    Escaping,
    /// The page's policy lets no inline script run (CSP 3 §8.2).
    ContentSecurityPolicy,
    /// The cookie stays home when another site sends the request (RFC 6265bis §5.6.7).
    SameSite,
    /// The server looks at where an unsafe request comes from (Fetch Metadata; RFC 6454 §7).
    OriginCheck,
    /// The form carries a secret that another site's page cannot know (OWASP, synchronizer token).
    AntiForgeryToken,
    /// A token lives for a minute instead of a quarter of an hour.
    ShortLife,
    /// The server remembers the ids of tokens that were given back, until they expire.
    Denylist,
    /// The verifier names the one algorithm that it takes (RFC 8725 §3.1).
    PinnedAlgorithm,
    /// The key is as long as the hash (RFC 7518 §3.2), and nobody's word.
    StrongKey,
    /// After some failures at one account an attempt at it has to wait (ASVS 6.3.1).
    Throttle,
    /// The same, counted for each address that attempts come from: one that spreads its guesses over many accounts waits too.
    AddressThrottle,
    /// A sign-in gets a new session id (ASVS 7.2.4; CWE-384).
    FreshId,
    /// A token names the one service that it is for (RFC 7519 §4.1.3).
    Audience,
    /// A page tells no other site where its visitors come from (Referrer Policy §3.1).
    NoReferrer,
    /// A link opens its file once.
    SingleUse,
    /// A provider's answer belongs to the browser that asked (RFC 6749 §10.12).
    State,
    /// An ID token belongs to the sign-in that it was made for (OpenID Connect Core 1.0 §15.5.2).
    Nonce,
    /// A code belongs to whoever asked for it (RFC 7636).
    Pkce,
    /// A provider compares the whole address that it sends a code to (RFC 9700 §2.1).
    ExactRedirectUri,
    /// The user has turned on a second factor at the identity provider (ASVS 6.3.3).
    SecondFactor,
}

/// There is no defence by that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such defence")]
pub struct UnknownDefence;

impl Defence {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Escaping,
        Self::ContentSecurityPolicy,
        Self::SameSite,
        Self::OriginCheck,
        Self::AntiForgeryToken,
        Self::ShortLife,
        Self::Denylist,
        Self::PinnedAlgorithm,
        Self::StrongKey,
        Self::Throttle,
        Self::AddressThrottle,
        Self::FreshId,
        Self::Audience,
        Self::NoReferrer,
        Self::SingleUse,
        Self::State,
        Self::Nonce,
        Self::Pkce,
        Self::ExactRedirectUri,
        Self::SecondFactor,
    ];

    /// Those of the wall.
    pub const OF_THE_WALL: [Self; 2] = [Self::Escaping, Self::ContentSecurityPolicy];

    /// Its name in forms, addresses and rows.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Escaping => "escaping",
            Self::ContentSecurityPolicy => "content-security-policy",
            Self::SameSite => "same-site",
            Self::OriginCheck => "origin-check",
            Self::AntiForgeryToken => "anti-forgery-token",
            Self::ShortLife => "short-life",
            Self::Denylist => "denylist",
            Self::PinnedAlgorithm => "pinned-algorithm",
            Self::StrongKey => "strong-key",
            Self::Throttle => "throttle",
            Self::AddressThrottle => "address-throttle",
            Self::FreshId => "fresh-id",
            Self::Audience => "audience",
            Self::NoReferrer => "no-referrer",
            Self::SingleUse => "single-use",
            Self::State => "state",
            Self::Nonce => "nonce",
            Self::Pkce => "pkce",
            Self::ExactRedirectUri => "exact-redirect-uri",
            Self::SecondFactor => "second-factor",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Escaping => "Escaping",
            Self::ContentSecurityPolicy => "Content Security Policy",
            Self::SameSite => "SameSite",
            Self::OriginCheck => "Origin check",
            Self::AntiForgeryToken => "Anti-forgery token",
            Self::ShortLife => "Short life",
            Self::Denylist => "Denylist",
            Self::PinnedAlgorithm => "Pinned algorithm",
            Self::StrongKey => "Strong key",
            Self::Throttle => "Throttle",
            Self::AddressThrottle => "Throttle by address",
            Self::FreshId => "Fresh id",
            Self::Audience => "One audience",
            Self::NoReferrer => "No Referer",
            Self::SingleUse => "Single use",
            Self::State => "state",
            Self::Nonce => "nonce",
            Self::Pkce => "PKCE",
            Self::ExactRedirectUri => "Exact redirect_uri",
            Self::SecondFactor => "Second factor",
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
            Self::SameSite => "The browser leaves the cookie at home when another site sends the request.",
            Self::OriginCheck => "The server refuses a change that another origin’s page asks for.",
            Self::AntiForgeryToken => "The form carries a secret that another site’s page cannot read.",
            Self::ShortLife => "A token is good for a minute instead of a quarter of an hour.",
            Self::Denylist => "The server remembers which tokens were given back, and asks at every request.",
            Self::PinnedAlgorithm => "The server says which algorithm counts; what the token says does not.",
            Self::StrongKey => "The key is 256 random bits, and in no list of words.",
            Self::Throttle => "After some failures at an account an attempt has to wait, longer each time.",
            Self::AddressThrottle => {
                "After some failures from one address its attempts have to wait, whatever accounts they are at."
            }
            Self::FreshId => "A sign-in gets a new id; whatever the browser brought is dead.",
            Self::Audience => "A token names the one service that it is for; every other refuses it.",
            Self::NoReferrer => "The page tells other sites nothing of its own address.",
            Self::SingleUse => "The file store remembers which links were used, and opens each once.",
            Self::State => "The client takes an answer only in the browser that asked the question.",
            Self::Nonce => "The client takes an ID token only for the sign-in that it was made for.",
            Self::Pkce => "A code buys something only for whoever asked for it.",
            Self::ExactRedirectUri => "The provider sends codes to one address, and compares all of it.",
            Self::SecondFactor => {
                "Alice has turned it on at the identity provider. No application was changed."
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
            assert_eq!(serde_json::to_value(defence).unwrap(), defence.slug());
        }
        assert_eq!("".parse::<Defence>(), Err(UnknownDefence));
    }
}
