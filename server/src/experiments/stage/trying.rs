//! The attacker's server tries something out, and there are only two answers that show anything.

use super::Stage;
use super::entrance::{Credential, Entrance};
use crate::experiments::Void;

/// What a try came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    /// The victim's profile was shown.
    Opened,
    /// It was answered with 401.
    Refused,
}

impl Stage {
    /// Asks an entrance for the profile, from the attacker's server. Any other answer than the victim's profile or 401
    /// shows nothing: a request that was merely malformed has not been withstood.
    pub(crate) async fn try_out(
        &self,
        entrance: Entrance,
        credential: &Credential,
        victim: &str,
    ) -> Result<Tried, Void> {
        let Credential { authorization, cookie } = credential;
        let authorization = Some(authorization.as_str()).filter(|value| !value.is_empty());
        let replay = self.attacker.replay(entrance.profile, authorization, cookie).await?;
        match replay.status {
            Some(200) if replay.answer.contains(victim) => Ok(Tried::Opened),
            Some(401) => Ok(Tried::Refused),
            Some(200) => Err(Void(
                "The attacker’s try was answered with 200, and with nothing of the victim’s.".to_owned(),
            )),
            status => Err(Void(format!(
                "The attacker’s try was answered with {}, which shows nothing.",
                status.unwrap_or_default()
            ))),
        }
    }
}

impl Tried {
    /// As it came over the wire.
    pub(crate) const fn status(self) -> &'static str {
        match self {
            Self::Opened => "200, her profile",
            Self::Refused => "401",
        }
    }
}
