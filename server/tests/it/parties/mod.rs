//! The other parties' sites.

mod attacker;
mod cross_site;
mod services;
