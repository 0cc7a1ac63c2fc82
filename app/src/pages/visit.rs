//! Who looks at a page: the browser sent the cookie along when it asked for it.

use domain::{Device, Refusal, User};

use super::safari_note::loses_cookie;
use crate::caller;

/// Somebody who is signed in through the session door, and their devices; or nobody.
pub(super) struct Visit {
    /// Who.
    pub user: Option<User>,
    /// Their sessions.
    pub devices: Vec<Device>,
    /// The server's time, in seconds since 1970.
    pub now: i64,
    /// Whether this browser would not keep the session's cookie.
    pub loses_cookie: bool,
}

impl Visit {
    /// Reads it.
    ///
    /// # Errors
    /// Whatever keeps the house from telling; being signed out is an answer, not an error.
    pub(super) async fn read() -> Result<Self, Refusal> {
        let (house, session, visitor) = caller().await?;
        let now = house.clock.now();
        let loses_cookie = loses_cookie(&visitor.device);
        match authn::cookie_session::current_user(&house, &session, &visitor).await {
            Ok(user) => {
                let devices = authn::cookie_session::devices(&house, &session, &visitor).await?;
                Ok(Self { user: Some(user), devices, now, loses_cookie })
            }
            Err(Refusal::Unauthorized) => Ok(Self { user: None, devices: Vec::new(), now, loses_cookie }),
            Err(refusal) => Err(refusal),
        }
    }
}
