//! What is at `/api/session/…` and at `/api/jwt/…` alike: the same address, and the same question to both doors.

mod accounts;
mod export;
mod name;
mod picture;
