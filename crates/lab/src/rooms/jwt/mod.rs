//! The token room: sign-ins with a JWT, and everything that a verifier can get wrong about one.
//!
//! A sandbox's switches decide what it does, request by request:
//!
//! | switch | off | on |
//! | --- | --- | --- |
//! | [`Defence::PinnedAlgorithm`] | the verifier in `careless` believes the token's header | the one in `careful` takes HS256 with our key alone |
//! | [`Defence::StrongKey`] | the HS256 key is a word (`key_is_a_word`) | it is 256 random bits |
//! | [`Defence::ShortLife`] | a token lives as long as [`Lab::access_token_lifetime`] says, by default a quarter of an hour | for a minute |
//! | [`Defence::Denylist`] | signing out does nothing | the token's `jti` is refused until `exp` |
//!
//! Refresh tokens are careful whatever the switches say: each is used once, and a second use ends its whole family.

mod algorithm;
mod careful;
mod careless;
mod claims;
mod current_user;
mod denylist;
mod denylist_by_hash;
mod hs256_key;
mod key_is_a_word;
mod log_in;
mod log_out;
mod refresh;
mod refresh_token;
mod rsa_key;
mod store;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use careless::{FetchKeys, RS256_KEY_FILE as RSA_KEY_ID};
pub use current_user::current_user;
pub use log_in::log_in;
pub use log_out::{DenylistKey, log_out};
pub use refresh::refresh;
pub use refresh_token::{Family, IllegalTransition, NewRefreshToken, RefreshTokenHash, RefreshTokenState};
pub use rsa_key::{RsaKey, rsa_key};
pub use store::{Rotation, TokenRows};

use authn::{House, Visitor};
use domain::{Refusal, SandboxId};

use crate::{Defence, Lab};

/// The room as one request finds it: whose it is, and which of its defences are on.
pub(crate) struct Room<'a> {
    lab: &'a Lab,
    house: &'a House,
    sandbox: SandboxId,
    on: Vec<Defence>,
}

impl<'a> Room<'a> {
    async fn enter(lab: &'a Lab, house: &'a House, visitor: &Visitor) -> Result<Self, Refusal> {
        let sandbox = visitor.home();
        let on = lab.store.defences(&sandbox).await?;
        Ok(Self { lab, house, sandbox, on })
    }

    fn is_on(&self, defence: Defence) -> bool {
        self.on.contains(&defence)
    }
}
