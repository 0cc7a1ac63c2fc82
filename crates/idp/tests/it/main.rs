//! The whole provider as a service, over a database of its own: the tests mirror the addresses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account;
mod admin;
mod authorize;
mod back_channel;
mod browser;
mod discovery;
mod enumeration;
mod headers;
mod keys;
mod leaked_database;
mod logout;
mod names;
mod owner;
mod passkey;
mod password_done;
mod provider;
mod realms;
mod relying_party;
mod second_factor;
mod sign_in;
mod single_sign_on;
#[path = "../../../second_factor/tests/it/software_authenticator.rs"]
#[expect(dead_code, reason = "its own crate changes more about a browser than this one")]
mod software_authenticator;
mod throttle;
mod token;
mod userinfo;
