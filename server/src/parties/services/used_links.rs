//! Links that were used, until they would have expired: what single use costs, for a service that otherwise keeps nothing.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::claims::{Claims as _, FileLinkClaims};
use super::refused::Refused;

/// Links that are remembered at the same time. More are not opened: forgetting one would open it again.
const ROOM: usize = 10_000;

/// Remembers links by their names.
#[derive(Default)]
pub(super) struct UsedLinks(Mutex<HashMap<String, i64>>);

impl UsedLinks {
    /// Notes at `now` that a link is used. Of two that bring the same one at the same time, one gets in.
    pub(super) fn note(&self, claims: &FileLinkClaims, now: i64) -> Result<(), Refused> {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= ROOM {
            used.retain(|_, expires| *expires > now);
        }
        if used.contains_key(&claims.jti) {
            return Err(Refused::InvalidToken);
        }
        if used.len() >= ROOM {
            return Err(Refused::NoRoom);
        }
        used.insert(claims.jti.clone(), claims.life().1);
        Ok(())
    }
}
