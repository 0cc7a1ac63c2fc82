//! What a page lets its visitors' browsers tell other sites of its own address (Referrer Policy §3).

use axum::http::HeaderValue;
use serde::Deserialize;

/// As it stands in the page's address.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ReferrerPolicy {
    UnsafeUrl,
    Default,
    NoReferrer,
}

impl ReferrerPolicy {
    // #region referrer policy
    /// The page's header, if it has one.
    pub(super) const fn policy(self) -> Option<HeaderValue> {
        match self {
            // Deliberate flaw, `referrer_tells_the_whole_address` (claim T17): query and all, to every site.
            Self::UnsafeUrl => Some(HeaderValue::from_static("unsafe-url")),
            // What the browser does by itself: of today's, the origin and no more.
            Self::Default => None,
            Self::NoReferrer => Some(HeaderValue::from_static("no-referrer")),
        }
    }
    // #endregion referrer policy
}
