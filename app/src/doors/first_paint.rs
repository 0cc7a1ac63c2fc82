//! What the server knew when it rendered the page: the island starts from the same, so that nothing flickers.

use domain::{Device, Refusal, User};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::SignInProvider;

/// What the session door can say before any script has run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FirstPaint {
    /// Who is signed in: the browser sent the cookie with the request for the page itself.
    pub user: Option<User>,
    /// The provider that they came through, if it can be asked to sign them out as well.
    pub signs_out_at: Option<String>,
    /// Whether the page was asked for with the profile open, as a browser without scripts does.
    pub profile_open: bool,
    /// Why the form that led here was refused.
    pub refusal: Option<Refusal>,
    /// The user's session rows.
    pub devices: Vec<Device>,
    /// The server's time, in seconds since 1970.
    pub now: i64,
    /// The accounts to try the doors with.
    pub accounts: Vec<ReadyAccount>,
    /// The providers that people may sign in through.
    pub providers: Vec<SignInProvider>,
}

impl FirstPaint {
    /// The id of the element around the island.
    pub const ID: &str = "first-paint";

    /// What the page says: on the server the page that is being rendered, in the browser the one that was.
    ///
    /// Leptos would hand it to the island as an argument, but reads those with `serde_json`: see [`crate::json`].
    pub(super) fn of_this_page() -> Self {
        #[cfg(feature = "ssr")]
        let first_paint = use_context();
        #[cfg(not(feature = "ssr"))]
        let first_paint = document()
            .get_element_by_id(Self::ID)
            .and_then(|element| element.get_attribute("data-json"))
            .and_then(|text| crate::json::read(text.as_bytes()).ok());
        first_paint.unwrap_or_default()
    }
}

/// An account that everybody may use.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReadyAccount {
    /// Its address.
    pub email: String,
    /// Its password, for all to see.
    pub password: String,
}
