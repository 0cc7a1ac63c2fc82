//! Both ceremonies of a passkey, with an authenticator in software on the other side.

mod passkeys;
mod software_authenticator;
