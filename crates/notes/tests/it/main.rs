//! Notes beside a real provider, each on a listener of its own: what they say to each other goes over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod back_channel;
mod browser;
mod headers;
mod hostile_provider;
mod leaked_database;
mod lost_database;
mod lost_provider;
mod names;
mod notebook;
mod session;
mod sign_in;
mod sign_out;
mod town;
