//! The database servers that the engines share: one of a kind, started by the first test that wants it, stopped when the last
//! has ended.

/// None runs before somebody asks for it.
#[derive(Default)]
pub(crate) struct Servers {}
