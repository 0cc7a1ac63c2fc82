//! Where Notes is, the second app that trusts the same provider.

/// Where its site is. Provided as context.
#[derive(Clone, Debug)]
pub struct NotesSite(pub String);
