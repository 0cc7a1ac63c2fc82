//! What the vulnerable rooms do, as far as that needs no web framework.
//!
//! They keep what happens in them in memory, a sandbox apart from every other, and forget it when the lab closes.

pub mod csrf;
mod shelf;

pub use shelf::Shelf;
