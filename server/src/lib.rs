//! The axum program behind both doors.
//!
//! [`run`] opens the database, listens and serves until a signal; [`router()`] is the whole of it as a service, so
//! that a test can send it requests without a socket. All routes of the house are on one screen, in `router/house.rs`, and
//! those of the lab on another, beside it.

// A page's type is its whole tree of elements: one with four fields is deeper than 128.
#![recursion_limit = "256"]

mod auth;
mod certificate;
mod clients;
mod config;
mod experiments;
mod home_provider;
mod http;
mod idp_clients;
mod lab;
mod lab_rooms;
mod listen;
mod logging;
mod one_room;
pub mod parties;
mod private_file;
mod providers;
mod rooms;
mod router;
mod run;
mod serve;
mod settings_file;
mod signal;
mod signing_key_file;
mod site;
mod start_error;
mod sweep;
mod telemetry;

pub use clients::Clients;
pub use config::Config;
pub use experiments::Stagehand;
pub use home_provider::{home_provider, with_home_provider};
pub use http::{Closing, KnownSandboxes, Origin, TrustedProxies};
pub use idp_clients::{IdpClientsError, InvalidIdpClient, read_idp_clients};
pub use lab::{Gateway, Recorder, Traces};
pub use lab_rooms::LabRooms;
pub use logging::{LogFormat, log_lines, start_logging};
pub use providers::{ProvidersError, read_providers};
pub use rooms::Rooms;
pub use router::router;
pub use run::run;
pub use settings_file::SettingsFileError;
pub use site::Site;
pub use start_error::StartError;
pub use sweep::sweep_out;
pub use telemetry::{Requests, Sweeps, Watched, metrics};
