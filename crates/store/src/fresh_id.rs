//! The id of a new session, the same on every engine.

use authn::Random;
use tower_sessions_core::session::Id;

/// 128 bits from the house's own generator; two alike would take longer than the sun has left.
pub(crate) fn fresh_id(random: &dyn Random) -> Id {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    Id(i128::from_le_bytes(bytes))
}
