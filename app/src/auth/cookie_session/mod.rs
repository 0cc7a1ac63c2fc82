//! The session door: server functions behind plain forms. The browser attaches the cookie, and no script ever holds it.

mod change_name;
mod change_password;
mod current_user;
mod devices;
mod end_all_devices;
mod end_device;
mod log_in;
mod log_out;
pub mod storage;

pub use change_name::{ChangeName, change_name};
pub use change_password::{ChangePassword, change_password};
pub use current_user::{CurrentUser, current_user};
pub use devices::{Devices, devices};
pub use end_all_devices::{EndAllDevices, end_all_devices};
pub use end_device::{EndDevice, end_device};
pub use log_in::{LogIn, log_in};
pub use log_out::{LogOut, log_out};
