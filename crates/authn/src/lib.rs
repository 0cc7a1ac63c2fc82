//! What the house does, said once, without a web framework: sign up, and in and out through either door.
//!
//! Every use case is a function of the [`House`] (what it works with), the [`Visitor`] (who asks, from where) and
//! its arguments; it returns a value or a [`domain::Refusal`]. The two doors are twins: the same verbs under
//! [`cookie_session`] and [`local_storage_jwt`], so that a diff of the two folders is the lesson. [`relying_party`] leaves
//! it to somebody else to say who somebody is, and comes in through the session door.
//!
//! Time and randomness are parameters ([`Clock`], [`Random`]): a test moves the one and fixes the other.

mod accounts;
mod argon2id;
mod clock;
pub mod cookie_session;
mod credentials;
mod device_cookie;
mod disable_user;
mod home_provider;
mod house;
mod journal;
pub mod local_storage_jwt;
mod loopback_names;
mod passwords;
mod random;
mod ready_accounts;
pub mod relying_party;
mod sandboxes;
pub mod service_jwt;
mod store;
mod sweep;
mod throttle;
mod tidy;
mod without_lab;

pub use accounts::sign_up;
pub use clock::{Clock, ManualClock, SystemClock};
pub use credentials::{Credentials, check_credentials};
pub use device_cookie::{DEVICE_KNOWN_FOR, DeviceCookie, DeviceCookies, InvalidDeviceCookie, KnownDevice};
pub use disable_user::disable_user;
pub use home_provider::{HomeProvider, RealmError, Realms};
pub use house::{House, Visitor};
pub use journal::{Counts, Ending, Journal, Label, Outcome, Pseudonym, Pseudonyms, ThrottledBy, WayIn};
pub use loopback_names::LoopbackNames;
pub use passwords::{HashingLimits, HashingLoad, PasswordHash, Passwords};
pub use random::{Random, SystemRandom, random_name};
pub use ready_accounts::{READY_ACCOUNTS, ReadyAccount};
pub use sandboxes::{create_sandbox, ensure_default_sandbox, reset_sandbox};
pub use store::{
    Accounts, Inhabitant, KnownDevices, NewAccount, Sandboxes, SessionOwner, Sessions, Store, StoreError,
    StoredAccount, StoredCredentials, Throttles,
};
pub use sweep::sweep;
pub use throttle::{Attempts, FORGIVEN_AFTER, ThrottleKey};
pub use without_lab::{UnfitDatabase, ensure_only_sandbox};
