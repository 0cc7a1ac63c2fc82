//! The stores, against real databases in folders of their own.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod crowd;
mod database;
mod full_disk;
mod opening;
mod postgres;
