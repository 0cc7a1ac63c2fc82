//! The whole provider as a service, over a database of its own: the tests mirror the addresses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

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
mod provider;
mod realms;
mod relying_party;
mod sign_in;
mod single_sign_on;
mod throttle;
mod token;
mod userinfo;
