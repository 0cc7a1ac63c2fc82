//! `/api/session/…`: the session door for machines. Browsers use the server functions, which do the same.

mod devices;
mod log_in;
mod log_out;
mod profile;

pub(crate) use devices::{devices, end_all_devices, end_device};
pub(crate) use log_in::log_in;
pub(crate) use log_out::log_out;
pub(crate) use profile::profile;
