//! The database servers that the tests start for themselves.

use super::{apt, debian};
use crate::failure::Failure;
use crate::places::Places;

/// Makes sure that PostgreSQL and Redis are installed. Elsewhere than on Debian their owner did that, or a test that misses
/// one says so.
pub(super) fn ready(places: &Places) -> Result<(), Failure> {
    if debian::is_here() { apt::install(places, &["postgresql", "redis-server"]) } else { Ok(()) }
}
