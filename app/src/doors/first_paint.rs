//! What the server knew when it rendered the page: the island starts from the same, so that nothing flickers.

use domain::{Device, Refusal, User};
use serde::{Deserialize, Serialize};

/// What the session door can say before any script has run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FirstPaint {
    /// Who is signed in: the browser sent the cookie with the request for the page itself.
    pub user: Option<User>,
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
}

/// An account that everybody may use.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadyAccount {
    /// Its address.
    pub email: String,
    /// Its password, for all to see.
    pub password: String,
}
