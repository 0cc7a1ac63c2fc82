//! The words both sides of the wire share: plain values, parsed once, valid ever after.
//!
//! Nothing here touches a network, a clock, a database or a framework, so the same code runs in the browser
//! (as wasm) and on the server. A value of one of these types has already been checked:
//!
//! ```
//! use domain::Email;
//!
//! let email: Email = "Alice@Example.test".parse().expect("one @, no spaces, short enough");
//! assert_eq!(email.as_str(), "alice@example.test");
//! assert!("alice at example.test".parse::<Email>().is_err());
//! ```

mod access_token;
mod device;
mod door;
mod email;
mod loot;
mod name;
mod password;
mod refusal;
mod sandbox;
mod step;
mod user;
mod wire;

pub use access_token::{AccessTokenClaims, AccessTokenResponse, BEARER, TokenUse, UserIdText};
pub use device::{Device, DeviceId, InvalidDeviceId};
pub use door::Door;
pub use email::{Email, InvalidEmail};
pub use loot::{Loot, Replay};
pub use name::{InvalidName, UserName};
pub use password::{InvalidPassword, NewPassword, Password};
pub use refusal::Refusal;
pub use sandbox::{InvalidSandboxId, SandboxId};
pub use step::{Act, Count, Found, Place, Step, StepDone};
pub use user::{Role, User, UserId};
pub use wire::{Exchange, Header};
