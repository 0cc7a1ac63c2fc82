//! Who is signed in: one read of one row, or of a memory that hears of every deleted row. So that is noticed at once.

use std::sync::Arc;

use domain::{Refusal, User};

use super::{Session, SignIn, TOUCH_EVERY, expires_at, sign_in};
use crate::{House, Visitor};

/// Returns whose session this is, and notes that it was heard of.
///
/// # Errors
/// [`Refusal::Unauthorized`] without a live session; [`Refusal::Unavailable`] if nobody can tell.
pub async fn current_user(house: &House, session: &Session, visitor: &Visitor) -> Result<User, Refusal> {
    let row = read(house, session, visitor).await?;
    Ok(Arc::try_unwrap(row).map_or_else(|remembered| remembered.user.clone(), |read| read.user))
}

/// The same, with the sandbox that they live in, and since when they are signed in.
///
/// # Errors
/// As for [`current_user`].
pub async fn current_sign_in(house: &House, session: &Session, visitor: &Visitor) -> Result<SignIn, Refusal> {
    Ok(Arc::unwrap_or_clone(read(house, session, visitor).await?))
}

/// The same, shared with whoever remembers it.
pub(super) async fn read(
    house: &House,
    session: &Session,
    visitor: &Visitor,
) -> Result<Arc<SignIn>, Refusal> {
    let (id, row) = sign_in::read(house, session, visitor).await?;
    let now = house.clock.now();
    if now - row.last_seen_at >= TOUCH_EVERY {
        house.sessions.touch_session(&id, now, expires_at(row.created_at, now)).await?;
    }
    Ok(row)
}
