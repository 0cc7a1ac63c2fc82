//! The contract, address by address.

mod accounts;
mod bad_input;
mod both;
mod jwt;
mod sandboxes;
mod session;
mod wire;
