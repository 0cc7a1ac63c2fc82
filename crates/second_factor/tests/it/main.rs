//! Both ceremonies of a passkey, with an authenticator in software on the other side.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod ceremony;
mod passkeys;
mod refusals;
mod software_authenticator;
