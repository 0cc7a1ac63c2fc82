//! The vulnerable rooms: small sign-ins, each with defects that a switch cures.

pub mod jwt;
