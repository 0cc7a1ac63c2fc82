//! The ways to know who asks that are compared.

use domain::Door;
use lab::KeptOn;

use super::super::Void;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A token that nobody can take back.
    Token,
    /// A token that a denylist can.
    Denylist,
    /// A session, read from its row.
    Row,
    /// A session that the server remembers.
    Memory,
}

impl Way {
    /// All of them, as they are sent.
    pub(super) const ALL: [Self; 4] = [Self::Token, Self::Denylist, Self::Row, Self::Memory];

    /// The way of an arm.
    pub(super) fn of(arm: &str) -> Result<Self, Void> {
        let way = Self::ALL.into_iter().find(|way| way.arm() == arm);
        way.ok_or_else(|| Void("There is no such way to know who asks.".to_owned()))
    }

    /// The slug of its arm.
    pub(super) const fn arm(self) -> &'static str {
        match self {
            Self::Token => "bare_token",
            Self::Denylist => "token_with_denylist",
            Self::Row => "session_row",
            Self::Memory => "session_in_memory",
        }
    }

    /// For people.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Token => "A bare token",
            Self::Denylist => "A token, with a denylist",
            Self::Row => "A session, read from its row",
            Self::Memory => "A session in memory",
        }
    }

    /// Where it shows the profile.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Token => "/api/jwt/profile/me",
            Self::Denylist => "/api/lab/rooms/jwt/profile",
            Self::Row => "/api/lab/session-row/profile",
            Self::Memory => "/api/session/profile/me",
        }
    }

    /// What a request for it is called where it is drawn.
    pub(super) const fn exchange(self) -> &'static str {
        match self {
            Self::Token => "GET /api/jwt/profile/me",
            Self::Denylist => "GET …/jwt/profile",
            Self::Row => "GET /api/lab/session-row/profile",
            Self::Memory => "GET /api/session/profile/me",
        }
    }

    /// Whose hue it has.
    pub(super) const fn door(self) -> Door {
        match self {
            Self::Token | Self::Denylist => Door::LocalStorageJwt,
            Self::Row | Self::Memory => Door::CookieSession,
        }
    }

    /// What has to be asked who that is.
    pub(super) fn store(self, kept_on: KeptOn) -> String {
        match self {
            Self::Token => "nothing".to_owned(),
            Self::Denylist => kept_on.rows.to_owned(),
            Self::Row => kept_on.sessions.to_owned(),
            Self::Memory => format!("{}, and memory", kept_on.sessions),
        }
    }

    /// What a request must be answered after Alice has signed out.
    pub(super) const fn after_sign_out(self) -> u16 {
        match self {
            // Claim T4: nobody can take it back.
            Self::Token => 200,
            Self::Denylist | Self::Row | Self::Memory => 401,
        }
    }
}

#[cfg(test)]
mod tests {
    use app::experiments::SESSION_STORE_COST;

    use super::*;

    #[test]
    fn every_arm_is_a_way_and_says_the_same() {
        let arms = SESSION_STORE_COST.arms;
        let ways = Way::ALL.map(|way| (way.arm(), way.name(), Some(way.door())));
        assert_eq!(arms.iter().map(|arm| (arm.slug, arm.title, arm.at.door())).collect::<Vec<_>>(), ways);
        assert!(arms.iter().all(|arm| Way::of(arm.slug).is_ok()));
    }
}
