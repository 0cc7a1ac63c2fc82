//! What is Redis' alone: keys that go by themselves, indexes that forget nobody, houses that do not meet. What holds on
//! every engine is in the conformance suite.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts_elsewhere;
mod houses;
mod indexes;
mod keys;
mod opening;
mod place;
mod throttles;
