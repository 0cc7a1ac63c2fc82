//! The token door: a JWT that the browser keeps in `localStorage`, built the way thousands of tutorials build it.
//!
//! **Insecure on purpose.** The passwords, the throttle and the signature are as careful as at the other door, so
//! that what differs is what is being taught: nothing is kept on the server, so nothing can be taken back.

mod accounts;
mod change_name;
mod claims;
mod current_user;
mod lifetime;
mod log_in;
mod log_out;
mod refresh;
mod signing_key;

pub use accounts::accounts;
pub use change_name::change_name;
pub use claims::{issue_for, verify_for};
pub use current_user::current_user;
pub use lifetime::{ACCESS_TOKEN_LIFETIME, REFRESH_TOKEN_LIFETIME};
pub use log_in::log_in;
pub use log_out::log_out;
pub use refresh::refresh;
pub use signing_key::SigningKey;
