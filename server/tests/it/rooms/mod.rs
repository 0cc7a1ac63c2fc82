//! The vulnerable rooms.

mod jwt;
