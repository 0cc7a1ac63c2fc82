//! `/api/jwt/…`: the token door, for machines and for the wasm in the page alike.

mod accounts;
mod bearer;
mod change_name;
mod export;
mod log_in;
mod log_out;
mod picture;
mod profile;
mod refresh;

pub(crate) use accounts::accounts;
pub(crate) use bearer::{AccessToken, Challenge};
pub(crate) use change_name::change_name;
pub(crate) use export::export;
pub(crate) use log_in::log_in;
pub(crate) use log_out::log_out;
pub(crate) use picture::picture;
pub(crate) use profile::profile;
pub(crate) use refresh::refresh;
