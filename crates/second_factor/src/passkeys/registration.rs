//! A new passkey (WebAuthn §7.1).

use std::fmt;

use domain::{Email, UserName};
use serde::{Deserialize, Serialize};
use webauthn_rp::bin::{Decode as _, Encode as _};
use webauthn_rp::request::ExtensionInfo;
use webauthn_rp::request::register::{
    CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, Username,
};
use webauthn_rp::{PublicKeyCredentialCreationOptions, Registration, RegistrationServerState};

use super::{CEREMONY_LIFETIME, Passkey, PasskeyRefusal, RelyingParty, UserHandle};

/// The first half of a registration.
#[derive(Debug)]
pub struct BegunRegistration {
    /// What is kept on the server.
    pub pending: PendingRegistration,
    /// `PublicKeyCredentialCreationOptionsJSON`, for the browser.
    pub options: String,
}

/// What is remembered of a registration until the browser answers. Used up by
/// [`RelyingParty::finish_registration`]. Redacted when printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingRegistration {
    state: Vec<u8>,
    user_handle: UserHandle,
    expires_at: i64,
}

impl PendingRegistration {
    /// When it may be swept away, in seconds since 1970.
    #[must_use]
    pub const fn expires_at(&self) -> i64 {
        self.expires_at
    }
}

impl RelyingParty {
    /// Asks for a passkey that the device keeps and finds by itself (*discoverable*), behind a finger, a face or a PIN.
    ///
    /// `registered` are all that the user has: a device with one of them makes no second. Which make of device it is
    /// nobody asks (attestation `none`). `EdDSA`, ES256, ES384 and RS256 are taken. The two names are for the list that the
    /// browser shows.
    ///
    /// The challenge is 128 bits from `webauthn_rp`'s own generator, which the system seeds.
    ///
    /// # Panics
    /// Never: the options are the library's own.
    #[must_use]
    pub fn begin_registration(
        &self,
        user_handle: &UserHandle,
        email: &Email,
        name: &UserName,
        registered: &[Passkey],
        now: i64,
    ) -> BegunRegistration {
        let id = user_handle.to_library();
        // PRECIS (RFC 8265) refuses some addresses that we take; a name that says less is better than no passkey.
        let user = PublicKeyCredentialUserEntity {
            name: Username::try_from(email.as_str())
                .or_else(|_| Username::try_from("account"))
                .expect("it is a word of ASCII letters"),
            id: &id,
            display_name: Nickname::try_from(name.as_str()).ok(),
        };
        let exclude = registered.iter().filter_map(|passkey| passkey.descriptor().ok()).collect();
        let mut options = PublicKeyCredentialCreationOptions::passkey(&self.rp_id, user, exclude);
        // Not enforced: with `enforce`, browsers turn away security keys that are older than the extension.
        options.extensions.cred_protect =
            CredProtect::UserVerificationRequired(ExtensionInfo::AllowDontEnforceValue);
        let (server, client) =
            options.start_ceremony().expect("user verification is required, as credProtect asks");
        let state = server.encode().expect("five minutes from now is after 1970");
        BegunRegistration {
            pending: PendingRegistration {
                state,
                user_handle: *user_handle,
                expires_at: now.saturating_add(CEREMONY_LIFETIME),
            },
            options: serde_json::to_string(&client).expect("the options have only text for keys"),
        }
    }

    /// Checks the browser's answer, a `RegistrationResponseJSON`, and returns the passkey to store.
    ///
    /// Its `credential_id` must be new: let the database say so, with a unique index.
    ///
    /// # Errors
    /// [`PasskeyRefusal`]; nothing is registered then.
    pub fn finish_registration(
        &self,
        pending: PendingRegistration,
        response: &str,
        now: i64,
    ) -> Result<Passkey, PasskeyRefusal> {
        if now > pending.expires_at {
            return Err(PasskeyRefusal::Expired);
        }
        let state: RegistrationServerState<16> =
            RegistrationServerState::decode(&pending.state).map_err(|_| PasskeyRefusal::Unreadable)?;
        let response =
            Registration::from_json_relaxed(response.as_bytes()).map_err(|_| PasskeyRefusal::Malformed)?;
        let options = RegistrationVerificationOptions::<&str, &str> {
            allowed_origins: &[&self.origin],
            // Browsers add `credProtect` by themselves, and an extension that nobody asked for opens nothing.
            error_on_unsolicited_extensions: false,
            ..Default::default()
        };
        let registered = state.verify(&self.rp_id, &response, &options)?;
        let (Ok(static_state), Ok(dynamic_state), Ok(transports)) = (
            registered.static_state().encode(),
            registered.dynamic_state().encode(),
            registered.transports().encode(),
        );
        Ok(Passkey {
            credential_id: registered.id().as_ref().to_vec(),
            user_handle: pending.user_handle,
            static_state,
            dynamic_state,
            transports,
        })
    }
}

impl fmt::Debug for PendingRegistration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PendingRegistration([redacted])")
    }
}
