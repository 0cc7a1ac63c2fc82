//! An attempt at a transfer: what it said, what it carried, and what became of it.

use serde::Serialize;

use super::{Checks, SameSite};

/// The longest text that is kept of an attempt, in characters.
const LONGEST: usize = 100;

/// Why a transfer was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// It does not say to whom, or which attempt it is: it would have come to nothing in any case.
    Malformed,
    /// It came from another origin, and that was looked at.
    AnotherOrigin,
    /// The cookie stayed at home, or opens nothing.
    NoSession,
    /// The session's anti-forgery token was not there, and was asked for.
    NoToken,
}

impl Refused {
    /// In words, for a trace or a table.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::AnotherOrigin => "another origin",
            Self::NoSession => "no session",
            Self::NoToken => "no anti-forgery token",
        }
    }
}

/// What a request said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Which attempt it is, in the words of whoever made it.
    pub nonce: Option<String>,
    /// Who gets it.
    pub to: Option<String>,
    /// How it was sent.
    pub method: String,
    /// What its body claimed to be.
    pub content_type: Option<String>,
    /// Where it came from, as the browser says.
    pub origin: Option<String>,
    /// How far away that is, as the browser says.
    pub sec_fetch_site: Option<String>,
    /// Whether it navigated, as the browser says.
    pub sec_fetch_mode: Option<String>,
}

/// What a request carried.
#[derive(Clone, Copy, Default)]
pub struct Carried<'a> {
    /// The value of the one cookie that counts.
    pub cookie: Option<&'a str>,
    /// The anti-forgery token.
    pub anti_forgery_token: Option<&'a str>,
    /// Whether the Origin check would refuse it.
    pub from_another_origin: bool,
}

/// An attempt, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// Counts up within a sandbox.
    pub number: u64,
    /// When it came, in seconds since 1970.
    pub at: i64,
    /// Which cookie was believed.
    pub same_site: SameSite,
    /// What else was looked at.
    pub checks: Checks,
    /// What it said.
    #[serde(flatten)]
    pub said: Said,
    /// Whether the cookie came along.
    pub cookie: bool,
    /// How old the cookie was, in seconds: for Chromium sends one without `SameSite` along in its first two minutes.
    pub cookie_age: Option<i64>,
    /// Why the transfer was not made; if it was, nothing.
    pub refused: Option<Refused>,
}

/// A transfer that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Transfer {
    /// The attempt that made it.
    pub number: u64,
    /// Which cookie paid.
    pub same_site: SameSite,
    /// Who got it.
    pub to: String,
    /// Which attempt it was, in the words of whoever made it.
    pub nonce: String,
}

impl Said {
    /// Anybody can write into the log: so it keeps no more of a text than a reader needs.
    pub(super) fn shortened(self) -> Self {
        let short = |text: String| text.chars().take(LONGEST).collect::<String>();
        Self {
            nonce: self.nonce.map(short),
            to: self.to.map(short),
            method: short(self.method),
            content_type: self.content_type.map(short),
            origin: self.origin.map(short),
            sec_fetch_site: self.sec_fetch_site.map(short),
            sec_fetch_mode: self.sec_fetch_mode.map(short),
        }
    }
}
