//! The session door: a row on the server, and in the browser a random id that scripts cannot read.
//!
//! The id travels in an `HttpOnly` cookie, the database holds only its SHA-256, and whatever the server deletes is
//! over: that is what the token door cannot do. Good enough to copy into production.

mod accounts;
mod change_name;
mod change_password;
mod current_user;
mod devices;
mod end_all_devices;
mod end_device;
mod lifetime;
mod log_in;
mod log_out;
mod rows;
mod sign_in;

pub use accounts::accounts;
pub use change_name::change_name;
pub use change_password::change_password;
pub use current_user::{current_sign_in, current_user};
pub use devices::devices;
pub use end_all_devices::end_all_devices;
pub use end_device::end_device;
pub use lifetime::{ABSOLUTE_TIMEOUT, IDLE_TIMEOUT, TOUCH_EVERY, expires_at};
pub use log_in::log_in;
pub use log_out::log_out;
pub use rows::SessionRows;
pub use sign_in::{ACCOUNT_CHANGED, SignIn, device_id, read_row};
pub(crate) use sign_in::{alive, begin};

pub use tower_sessions_core::Session;
