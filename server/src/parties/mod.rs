//! The other parties: sites of their own, which share nothing with the app but HTTP. Each could move to another machine.

pub mod attacker;
pub mod idp;
pub(crate) mod notes;
pub mod services;
