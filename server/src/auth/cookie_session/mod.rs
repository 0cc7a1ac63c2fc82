//! `/api/session/…`: the session door for machines. Pages use the server functions, which do the same, and
//! point links and images at these.

mod accounts;
mod change_name;
mod devices;
mod export;
mod log_in;
mod log_out;
mod picture;
mod profile;

pub(crate) use accounts::accounts;
pub(crate) use change_name::change_name;
pub(crate) use devices::{devices, end_all_devices, end_device};
pub(crate) use export::export;
pub(crate) use log_in::log_in;
pub(crate) use log_out::log_out;
pub(crate) use picture::picture;
pub(crate) use profile::profile;
