//! A refresh token: random, used once, and one of a family that began with a sign-in.

use std::str::FromStr;

use authn::local_storage_jwt::REFRESH_TOKEN_LIFETIME;
use authn::{House, Random, random_name};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// What a database knows of a refresh token: a leaked one opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshTokenHash(pub [u8; 32]);

/// All refresh tokens that descend from one sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family(pub String);

/// A refresh token that is about to be given out.
#[derive(Clone, Debug)]
pub struct NewRefreshToken {
    /// What is kept of it.
    pub hash: RefreshTokenHash,
    /// The name of the access token that it is given out with.
    pub access_jti: String,
    /// When it stops working, in seconds since 1970.
    pub expires_at: i64,
}

/// Where a refresh token is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshTokenState {
    /// It buys another pair, once.
    Valid,
    /// It did.
    Consumed,
    /// It never will again, nor will any other of its family.
    Revoked,
}

/// A refresh token has no such step before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a refresh token that is {} cannot become {}", from.as_str(), to.as_str())]
pub struct IllegalTransition {
    /// What it is.
    pub from: RefreshTokenState,
    /// What it cannot become.
    pub to: RefreshTokenState,
}

/// A row holds a state that no version of this program writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such state of a refresh token")]
pub struct UnknownState;

impl RefreshTokenHash {
    /// Of what somebody brought.
    #[must_use]
    pub fn of(refresh_token: &str) -> Self {
        Self(Sha256::digest(refresh_token).into())
    }
}

impl Family {
    pub(super) fn new(random: &dyn Random) -> Self {
        Self(random_name(random))
    }
}

impl NewRefreshToken {
    /// Makes one of 256 random bits: the text for whoever signed in, and what is kept of it.
    pub(super) fn make(house: &House, access_jti: &str) -> (String, Self) {
        let mut bytes = [0; 32];
        house.random.fill(&mut bytes);
        let text = URL_SAFE_NO_PAD.encode(bytes);
        let kept = Self {
            hash: RefreshTokenHash::of(&text),
            access_jti: access_jti.to_owned(),
            expires_at: house.clock.now() + REFRESH_TOKEN_LIFETIME,
        };
        (text, kept)
    }
}

impl RefreshTokenState {
    /// Uses it.
    ///
    /// # Errors
    /// [`IllegalTransition`] unless it is valid: a second use is what gives a copy away.
    pub fn consume(self) -> Result<Self, IllegalTransition> {
        match self {
            Self::Valid => Ok(Self::Consumed),
            Self::Consumed | Self::Revoked => Err(IllegalTransition { from: self, to: Self::Consumed }),
        }
    }

    /// Takes it back.
    ///
    /// # Errors
    /// [`IllegalTransition`] if that was done before.
    pub fn revoke(self) -> Result<Self, IllegalTransition> {
        match self {
            Self::Valid | Self::Consumed => Ok(Self::Revoked),
            Self::Revoked => Err(IllegalTransition { from: self, to: Self::Revoked }),
        }
    }

    /// The state as it is written in rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Consumed => "consumed",
            Self::Revoked => "revoked",
        }
    }
}

impl FromStr for RefreshTokenState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        let all = [Self::Valid, Self::Consumed, Self::Revoked];
        all.into_iter().find(|state| state.as_str() == text).ok_or(UnknownState)
    }
}

#[cfg(test)]
mod tests {
    use super::RefreshTokenState::{Consumed, Revoked, Valid};
    use super::*;

    #[test]
    fn a_life_has_one_direction() {
        assert_eq!(Valid.consume(), Ok(Consumed));
        assert_eq!(Consumed.consume(), Err(IllegalTransition { from: Consumed, to: Consumed }));
        assert_eq!(Revoked.consume(), Err(IllegalTransition { from: Revoked, to: Consumed }));
        assert_eq!([Valid.revoke(), Consumed.revoke()], [Ok(Revoked), Ok(Revoked)]);
        assert_eq!(Revoked.revoke(), Err(IllegalTransition { from: Revoked, to: Revoked }));
        for state in [Valid, Consumed, Revoked] {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
    }
}
