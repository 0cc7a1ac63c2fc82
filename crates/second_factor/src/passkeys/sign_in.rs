//! A sign-in with a passkey (WebAuthn §7.2), after the password or in place of it.

use std::fmt;

use serde::{Deserialize, Serialize};
use webauthn_rp::bin::{Decode, Encode as _};
use webauthn_rp::request::auth::{AllowedCredentials, AuthenticationVerificationOptions};
use webauthn_rp::request::{Credentials as _, UserVerificationRequirement};
use webauthn_rp::response::CredentialId;
use webauthn_rp::response::register::{DynamicState, StaticState};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, NonDiscoverableAuthentication16,
    NonDiscoverableAuthenticationServerState, NonDiscoverableCredentialRequestOptions,
};

use super::{CEREMONY_LIFETIME, Passkey, PasskeyRefusal, RelyingParty};

/// The first half of a sign-in.
#[derive(Debug)]
pub struct BegunSignIn {
    /// What is kept on the server.
    pub pending: PendingSignIn,
    /// `PublicKeyCredentialRequestOptionsJSON`, for the browser.
    pub options: String,
}

/// What is remembered of a sign-in until the browser answers. Used up by [`RelyingParty::finish_sign_in`]. Redacted when
/// printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingSignIn {
    state: Vec<u8>,
    asked: Asked,
    expires_at: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Asked {
    /// One user, whose passkeys were listed.
    Somebody,
    /// Whoever has a passkey for this provider.
    Anybody,
}

/// Which passkey an answer says it comes from. Nothing is checked yet: it is for finding the row.
#[derive(Clone, PartialEq, Eq)]
pub struct ClaimedPasskey {
    /// The passkey's name.
    pub credential_id: Vec<u8>,
}

impl PendingSignIn {
    fn new(state: Vec<u8>, asked: Asked, now: i64) -> Self {
        Self { state, asked, expires_at: now.saturating_add(CEREMONY_LIFETIME) }
    }

    /// When it may be swept away, in seconds since 1970.
    #[must_use]
    pub const fn expires_at(&self) -> i64 {
        self.expires_at
    }
}

impl ClaimedPasskey {
    /// Reads it from an answer, an `AuthenticationResponseJSON`.
    ///
    /// # Errors
    /// [`PasskeyRefusal::Malformed`].
    pub fn of(response: &str) -> Result<Self, PasskeyRefusal> {
        let response = NonDiscoverableAuthentication16::from_json_relaxed(response.as_bytes())
            .map_err(|_| PasskeyRefusal::Malformed)?;
        Ok(Self { credential_id: response.raw_id().as_ref().to_vec() })
    }
}

impl RelyingParty {
    /// Asks whoever is there for the passkey that the device has for this provider: nobody has to say who they are.
    ///
    /// # Panics
    /// Never: the options are the library's own.
    #[must_use]
    pub fn begin_sign_in(&self, now: i64) -> BegunSignIn {
        let options = DiscoverableCredentialRequestOptions::passkey(&self.rp_id);
        let (server, client) = options.start_ceremony().expect("no extension is asked for");
        let state = server.encode().expect("five minutes from now is after 1970");
        BegunSignIn {
            pending: PendingSignIn::new(state, Asked::Anybody, now),
            options: serde_json::to_string(&client).expect("the options have only text for keys"),
        }
    }

    /// Asks for one of these passkeys: all that a user has who gave the right password before.
    ///
    /// # Errors
    /// [`PasskeyRefusal::Unknown`] if there are none; [`PasskeyRefusal::Unreadable`] if a stored one is damaged.
    pub fn begin_second_factor(&self, allowed: &[Passkey], now: i64) -> Result<BegunSignIn, PasskeyRefusal> {
        let mut list = AllowedCredentials::with_capacity(allowed.len());
        for passkey in allowed {
            list.push(passkey.descriptor()?.into());
        }
        let mut options = NonDiscoverableCredentialRequestOptions::second_factor(&self.rp_id, list)
            .map_err(|_| PasskeyRefusal::Unknown)?;
        // A security key that was found on a train is not enough; the PIN or the finger makes it its owner's.
        options.options().user_verification = UserVerificationRequirement::Required;
        let (server, client) = options.start_ceremony().map_err(|_| PasskeyRefusal::Unreadable)?;
        let state = server.encode().map_err(|_| PasskeyRefusal::Unreadable)?;
        Ok(BegunSignIn {
            pending: PendingSignIn::new(state, Asked::Somebody, now),
            options: serde_json::to_string(&client).map_err(|_| PasskeyRefusal::Unreadable)?,
        })
    }

    /// Checks the browser's answer, an `AuthenticationResponseJSON`, against the passkey that it claims
    /// ([`ClaimedPasskey`]), and returns that passkey as it is to be stored from now on.
    ///
    /// The user is the one whose `user_handle` the passkey has, and nobody else: where a user was known before, look the
    /// passkey up among that user's.
    ///
    /// # Errors
    /// [`PasskeyRefusal`]; nobody is signed in then.
    pub fn finish_sign_in(
        &self,
        pending: PendingSignIn,
        response: &str,
        passkey: &Passkey,
        now: i64,
    ) -> Result<Passkey, PasskeyRefusal> {
        if now > pending.expires_at {
            return Err(PasskeyRefusal::Expired);
        }
        let user_handle = passkey.user_handle.to_library();
        let mut credential = AuthenticatedCredential::new(
            CredentialId::decode(passkey.credential_id.as_slice()).map_err(|_| PasskeyRefusal::Unreadable)?,
            &user_handle,
            StaticState::decode(&passkey.static_state).map_err(|_| PasskeyRefusal::Unreadable)?,
            DynamicState::decode(passkey.dynamic_state).map_err(|_| PasskeyRefusal::Unreadable)?,
        )
        .map_err(|_| PasskeyRefusal::Unreadable)?;
        let options = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &[&self.origin],
            error_on_unsolicited_extensions: false,
            ..Default::default()
        };
        let (state, response) = (pending.state.as_slice(), response.as_bytes());
        match pending.asked {
            Asked::Somebody => {
                let state = read::<NonDiscoverableAuthenticationServerState>(state)?;
                let response = NonDiscoverableAuthentication16::from_json_relaxed(response)
                    .map_err(|_| PasskeyRefusal::Malformed)?;
                state.verify(&self.rp_id, &response, &mut credential, &options)?;
            }
            Asked::Anybody => {
                let state = read::<DiscoverableAuthenticationServerState>(state)?;
                let response = DiscoverableAuthentication16::from_json_relaxed(response)
                    .map_err(|_| PasskeyRefusal::Malformed)?;
                state.verify(&self.rp_id, &response, &mut credential, &options)?;
            }
        }
        let Ok(dynamic_state) = credential.dynamic_state().encode();
        Ok(Passkey { dynamic_state, ..passkey.clone() })
    }
}

fn read<State>(bytes: &[u8]) -> Result<State, PasskeyRefusal>
where
    State: for<'a> Decode<Input<'a> = &'a [u8]>,
{
    State::decode(bytes).map_err(|_| PasskeyRefusal::Unreadable)
}

impl fmt::Debug for PendingSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PendingSignIn([redacted])")
    }
}

impl fmt::Debug for ClaimedPasskey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClaimedPasskey([redacted])")
    }
}
