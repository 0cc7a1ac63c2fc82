//! The contract, address by address.

mod accounts;
mod bad_input;
mod jwt;
mod sandboxes;
mod session;
mod wire;
