//! The whole app as a service, over a database of its own: the tests mirror the addresses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod api;
mod attacks;
mod behind_a_proxy;
mod browser;
mod claims;
mod deploy;
mod device_cookie;
mod enumeration;
mod experiments;
mod expiry;
mod full_disk;
mod headers;
mod house;
mod https;
mod killed;
mod leaked_database;
mod log;
mod lost_database;
mod metrics;
mod names;
mod nodes;
mod one_core;
mod operating;
mod parties;
mod postgres;
mod program;
mod queries;
mod racing;
mod redis;
mod rooms;
mod server_functions;
mod session_cache;
mod sign_in;
mod stage;
mod sweep;
mod throttle;
mod town;
mod wall;
mod without_lab;
