//! Alice, her devices, and the provider.

use authn::SystemRandom;
use second_factor::passkeys::{BegunRegistration, Passkey, RelyingParty, UserHandle};

use crate::software_authenticator::{Algorithm, Browser, SoftwareAuthenticator};

pub(crate) const ORIGIN: &str = "http://idp.localhost:5000";
pub(crate) const NOW: i64 = 1_800_000_000;

pub(crate) fn relying_party() -> RelyingParty {
    RelyingParty::at(ORIGIN).unwrap()
}

pub(crate) fn begin(user: &UserHandle, registered: &[Passkey]) -> BegunRegistration {
    let (email, name) = ("alice@example.test".parse().unwrap(), "Alice".parse().unwrap());
    relying_party().begin_registration(user, &email, &name, registered, NOW)
}

pub(crate) fn register_with(algorithm: Algorithm) -> (SoftwareAuthenticator, Passkey) {
    register_for(UserHandle::generate(&SystemRandom), algorithm)
}

pub(crate) fn register_for(user: UserHandle, algorithm: Algorithm) -> (SoftwareAuthenticator, Passkey) {
    let begun = begin(&user, &[]);
    let (device, answer) = SoftwareAuthenticator::create(algorithm, &Browser::at(ORIGIN), &begun.options);
    let passkey = relying_party().finish_registration(begun.pending, &answer, NOW).unwrap();
    assert_eq!(passkey.user_handle, user);
    (device, passkey)
}

pub(crate) fn register() -> (SoftwareAuthenticator, Passkey) {
    register_with(Algorithm::Es256)
}
