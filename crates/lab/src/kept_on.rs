//! Which engine keeps what, in words: a measurement says what it was made on.

/// The engines of a house, by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptOn {
    /// Of accounts and of the lab's rooms.
    pub rows: &'static str,
    /// Of sessions.
    pub sessions: &'static str,
}
