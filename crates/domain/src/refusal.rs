//! Every way in which the house says no: one enum, one status each, one sentence each.

use serde::{Deserialize, Serialize};

use crate::{InvalidEmail, InvalidName, InvalidPassword};

/// Why a request was not done.
///
/// The text (`Display`) is what a person reads: what happened and what to do. Nothing internal is ever in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// The e-mail address and the password do not belong together. Says no more, so that accounts cannot be listed (ASVS 6.3.8).
    #[error("Invalid credentials")]
    InvalidCredentials,
    /// Nobody is signed in, or somebody else is.
    #[error("Unauthorized")]
    Unauthorized,
    /// Somebody is signed in who has not the role for it (ASVS 8.2.1).
    #[error("Only an admin may see this.")]
    Forbidden,
    /// The current password, asked for again before a change, is wrong (ASVS 6.2.3).
    #[error("The current password is not right.")]
    WrongCurrentPassword,
    /// The e-mail address cannot be one.
    #[error("{0}")]
    Email(InvalidEmail),
    /// The name cannot be one.
    #[error("{0}")]
    Name(InvalidName),
    /// The password may not be chosen.
    #[error("{0}")]
    Password(InvalidPassword),
    /// There is no such thing, or it is not yours.
    #[error("Not found")]
    NotFound,
    /// The request is not of the form that this address takes.
    #[error("The request could not be read. Check its fields and try again.")]
    Malformed,
    /// Too many guesses.
    #[error("Too many attempts. Try again in {retry_after} s.")]
    Throttled {
        /// Seconds until the next attempt is looked at.
        retry_after: u32,
    },
    /// More sign-ins at once than this machine can hash.
    #[error("The server is busy. Try again in {retry_after} s.")]
    Overloaded {
        /// Seconds until it is worth trying again.
        retry_after: u32,
    },
    /// The database does not answer.
    #[error("The server cannot reach its database. Nothing was changed; try again in a minute.")]
    Unavailable,
}

impl Refusal {
    /// The status of the answer (RFC 9110 §15, RFC 6585 §4).
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::InvalidCredentials | Self::Unauthorized => 401,
            // Not 401: the request is authenticated, and a client must not drop its session over it.
            Self::Forbidden | Self::WrongCurrentPassword => 403,
            Self::NotFound => 404,
            Self::Malformed => 400,
            Self::Email(_) | Self::Name(_) | Self::Password(_) => 422,
            Self::Throttled { .. } => 429,
            Self::Overloaded { .. } | Self::Unavailable => 503,
        }
    }

    /// The `Retry-After` of the answer, in seconds, where trying again helps (RFC 9110 §10.2.3).
    #[must_use]
    pub const fn retry_after(self) -> Option<u32> {
        match self {
            Self::Throttled { retry_after } | Self::Overloaded { retry_after } => Some(retry_after),
            Self::Unavailable => Some(60),
            _ => None,
        }
    }
}

impl From<InvalidEmail> for Refusal {
    fn from(reason: InvalidEmail) -> Self {
        Self::Email(reason)
    }
}

impl From<InvalidName> for Refusal {
    fn from(reason: InvalidName) -> Self {
        Self::Name(reason)
    }
}

impl From<InvalidPassword> for Refusal {
    fn from(reason: InvalidPassword) -> Self {
        Self::Password(reason)
    }
}
