//! What differs between the cells of the matrix, on the server's side.

use serde::{Deserialize, Serialize};

use crate::Defence;

/// What the room's cookie says about requests of another site. The room sets one cookie of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SameSite {
    /// It goes along with all of them.
    None,
    /// It says nothing, and each browser does as it thinks best.
    Unset,
    /// It goes along with a navigation by GET.
    Lax,
    /// It goes along with none.
    Strict,
}

impl SameSite {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::None, Self::Unset, Self::Lax, Self::Strict];

    /// Its name in addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unset => "unset",
            Self::Lax => "lax",
            Self::Strict => "strict",
        }
    }

    /// The cookie's name.
    #[must_use]
    pub const fn cookie_name(self) -> &'static str {
        match self {
            Self::None => "lab-csrf-none",
            Self::Unset => "lab-csrf-unset",
            Self::Lax => "lab-csrf-lax",
            Self::Strict => "lab-csrf-strict",
        }
    }

    /// What the cookie says where these defences are on: [`Defence::SameSite`] makes `Lax` of whatever is looser.
    #[must_use]
    pub fn under(self, switched_on: &[Defence]) -> Self {
        match self {
            Self::None | Self::Unset if switched_on.contains(&Defence::SameSite) => Self::Lax,
            as_it_is => as_it_is,
        }
    }

    /// The attribute, as it stands in `Set-Cookie`.
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::None => "; SameSite=None",
            Self::Unset => "",
            Self::Lax => "; SameSite=Lax",
            Self::Strict => "; SameSite=Strict",
        }
    }
}

/// What is looked at besides the cookie. It stands in the address, so that a whole matrix runs without throwing a switch
/// between two of its cells: the lab's plumbing, as no app would let a request choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Checks {
    /// Nothing.
    None,
    /// Where the request comes from.
    Origin,
    /// The anti-forgery token.
    Token,
    /// Both of these.
    Both,
    /// What the sandbox's switches say.
    Switched,
}

impl Checks {
    /// Its name in addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Origin => "origin",
            Self::Token => "token",
            Self::Both => "both",
            Self::Switched => "switched",
        }
    }

    pub(super) fn includes(self, defence: Defence, switched_on: &[Defence]) -> bool {
        match self {
            Self::None => false,
            Self::Origin => defence == Defence::OriginCheck,
            Self::Token => defence == Defence::AntiForgeryToken,
            Self::Both => matches!(defence, Defence::OriginCheck | Defence::AntiForgeryToken),
            Self::Switched => switched_on.contains(&defence),
        }
    }
}
