//! The token door: JSON requests from wasm. A script holds the tokens, so every script on the page does.
//!
//! **Insecure on purpose.** It is built the way thousands of tutorials build it; each flaw names the claim it is for.
//!
//! Changing the name or the password and the verbs of devices are called by no page: `/account` is the session door's. They stand
//! here as the twins of those that it calls.

mod change_name;
mod change_password;
mod current_user;
mod devices;
mod end_all_devices;
mod end_device;
mod log_in;
mod log_out;
mod refresh;
pub mod storage;

pub use change_name::change_name;
pub use change_password::change_password;
pub use current_user::current_user;
pub use devices::devices;
pub use end_all_devices::end_all_devices;
pub use end_device::end_device;
pub use log_in::log_in;
pub use log_out::log_out;
pub use refresh::refresh;
