//! `/api/jwt/…`: the token door, for machines and for the wasm in the page alike.

mod bearer;
mod log_in;
mod log_out;
mod profile;
mod refresh;

pub(crate) use bearer::{AccessToken, Challenge};
pub(crate) use log_in::log_in;
pub(crate) use log_out::log_out;
pub(crate) use profile::profile;
pub(crate) use refresh::refresh;
