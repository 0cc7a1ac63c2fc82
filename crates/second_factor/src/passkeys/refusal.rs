//! Why a passkey's answer is not taken.

use webauthn_rp::response::auth::error::AuthCeremonyErr;
use webauthn_rp::response::register::error::RegCeremonyErr;

/// Why a passkey was not registered, or opens nothing. What a user reads stands in the text; the rest is for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyRefusal {
    /// It took longer than five minutes.
    #[error("That took too long. Start again.")]
    Expired,
    /// No answer of a browser to this kind of question, or a damaged one.
    #[error("The browser's answer cannot be read. Start again.")]
    Malformed,
    /// The browser showed another origin, or this one inside another page.
    #[error("That passkey was asked for by another site. Look at the address of the page.")]
    WrongOrigin,
    /// The device made it for another relying party.
    #[error("That passkey belongs to another site.")]
    WrongRelyingParty,
    /// It answers a question that was not asked, or not this time: a recorded answer, sent again.
    #[error("That answer belongs to another sign-in. Start again.")]
    WrongChallenge,
    /// The device did not ask for a finger, a face or a PIN, or did not wait for anybody.
    #[error("The device has to verify you: set up a PIN, a fingerprint or your face on it first.")]
    NotVerified,
    /// The signature is not by the key that was registered.
    #[error("That passkey's signature is wrong. Start again.")]
    BadSignature,
    /// It is somebody else's, or it was removed.
    #[error("That passkey does not belong to this account. Choose another one.")]
    Unknown,
    /// The counter went back: there are two copies of the private key (WebAuthn §6.1.1).
    #[error("That passkey has been copied. Remove it, and make a new one.")]
    Copied,
    /// Another algorithm than was asked for, or a property that must not change has changed.
    #[error("That device's passkeys cannot be used here. Choose another device.")]
    Unsuitable,
    /// What was stored cannot be read: a fault on the server, and nothing the user did.
    #[error("Something went wrong here. Start again.")]
    Unreadable,
}

impl From<RegCeremonyErr> for PasskeyRefusal {
    fn from(error: RegCeremonyErr) -> Self {
        use RegCeremonyErr as E;
        match error {
            E::Timeout => Self::Expired,
            E::CollectedClientData(_) | E::CollectedClientDataRelaxed(_) | E::AttestationObject(_) => {
                Self::Malformed
            }
            E::OriginMismatch | E::CrossOrigin | E::TopOriginMismatch => Self::WrongOrigin,
            E::ChallengeMismatch => Self::WrongChallenge,
            E::RpIdHashMismatch => Self::WrongRelyingParty,
            E::UserNotPresent | E::UserNotVerified => Self::NotVerified,
            E::AttestationSignature => Self::BadSignature,
            E::PubKey(_)
            | E::BackupEligible
            | E::BackupNotEligible
            | E::BackupDoesNotExist
            | E::MissingAuthenticatorAttachment
            | E::AuthenticatorAttachmentMismatch
            | E::Extension(_)
            | E::PublicKeyAlgorithmMismatch
            | E::Credential(_) => Self::Unsuitable,
        }
    }
}

impl From<AuthCeremonyErr> for PasskeyRefusal {
    fn from(error: AuthCeremonyErr) -> Self {
        use AuthCeremonyErr as E;
        match error {
            E::Timeout => Self::Expired,
            E::CollectedClientData(_) | E::CollectedClientDataRelaxed(_) | E::AuthenticatorData(_) => {
                Self::Malformed
            }
            E::OriginMismatch | E::CrossOrigin | E::TopOriginMismatch => Self::WrongOrigin,
            E::ChallengeMismatch => Self::WrongChallenge,
            E::RpIdHashMismatch => Self::WrongRelyingParty,
            E::UserNotVerified => Self::NotVerified,
            E::AssertionSignature => Self::BadSignature,
            E::SignatureCounter => Self::Copied,
            E::UserHandleMismatch
            | E::CredentialIdMismatch
            | E::NoMatchingAllowedCredential
            | E::MissingUserHandle => Self::Unknown,
            E::PubKey(_) => Self::Unreadable,
            E::BackupEligible
            | E::BackupNotEligible
            | E::BackupDoesNotExist
            | E::MissingAuthenticatorAttachment
            | E::AuthenticatorAttachmentMismatch
            | E::Extension(_)
            | E::Credential(_) => Self::Unsuitable,
        }
    }
}
