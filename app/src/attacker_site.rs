//! Where the attacker is.

/// Where the attacker's site is. Provided as context.
#[derive(Clone, Debug)]
pub struct AttackerSite(pub String);
