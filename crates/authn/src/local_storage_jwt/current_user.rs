//! Who is signed in: whatever the token says. No row is read, so no deleted row is noticed.

use domain::{AccessTokenClaims, Refusal, TokenUse, User};

use super::claims;
use crate::{House, Visitor};

/// Returns whose access token this is, as they were when it was issued.
///
/// Deliberate flaw, `claims_outlive_the_truth` (claims T2, T3): no query is made, so a demoted admin, a disabled
/// account and a changed password are all seen only after `exp`.
///
/// # Errors
/// [`Refusal::Unauthorized`] for anything but an unexpired access token with our signature.
pub fn current_user(house: &House, visitor: &Visitor, access_token: &str) -> Result<User, Refusal> {
    let claims = read(house, visitor, access_token)?;
    Ok(User { id: claims.sub.0, name: claims.name, email: claims.email, role: claims.role })
}

/// The same, with the sandbox that they live in.
pub(super) fn read(
    house: &House,
    visitor: &Visitor,
    access_token: &str,
) -> Result<AccessTokenClaims, Refusal> {
    let claims = claims::verify(house, access_token, TokenUse::Access)?;
    if !visitor.may_live_in(&claims.sandbox) {
        return Err(Refusal::Unauthorized);
    }
    Ok(claims)
}
