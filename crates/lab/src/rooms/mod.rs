//! What the vulnerable rooms do, as far as that needs no web framework.
//!
//! Most keep what happens in them in memory, a sandbox apart from every other, and forget it when the lab closes.

pub mod csrf;
pub mod jwt;
pub mod login_csrf;
mod shelf;

use std::collections::VecDeque;

pub use shelf::Shelf;

/// Adds one; of more than `most` the oldest goes.
fn push<T>(kept: &mut VecDeque<T>, most: usize, one: T) {
    if kept.len() == most {
        kept.pop_front();
    }
    kept.push_back(one);
}
