//! Who somebody is, as either door reports it.

use serde::{Deserialize, Serialize};

use crate::{Email, UserName};

/// The number of a user's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub i64);

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Sees the own profile.
    User,
    /// Sees the list of accounts as well: a right that can be taken away (claim T3).
    Admin,
}

impl Role {
    /// The role as it is written in rows, claims and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Admin => "admin",
        }
    }
}

/// A signed-in user's profile: what `GET …/profile/me` answers at both doors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The number of the row.
    pub id: UserId,
    /// What they want to be called.
    pub name: UserName,
    /// What they sign in with.
    pub email: Email,
    /// What they may do.
    pub role: Role,
}
