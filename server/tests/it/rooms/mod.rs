//! The vulnerable rooms, mirrored by their addresses.

mod csrf;
