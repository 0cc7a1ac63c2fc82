//! The other parties' sites.

mod attacker;
