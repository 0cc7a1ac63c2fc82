//! A gateway whose tokens are good for more than the call that they are made for.
//!
//! Deliberate flaw, `token_for_every_service` (claim T18): the token names every service as its audience and lives for a
//! quarter of an hour, so that one need not be made for each call. Each service checks it rightly, and whoever works at one
//! of them holds what opens the others. [`Defence::Audience`] and [`Defence::ShortLife`] cure one half each.

use authn::cookie_session::{Session, current_sign_in};
use authn::service_jwt::{Ed25519Key, Errand, SERVICE_TOKEN_TYPE, ServiceClaims};
use authn::{House, Visitor, random_name};
use domain::{Refusal, UserIdText};

use super::SHORT_LIFETIME;
use crate::{Defence, Lab};

/// How long a token works, in seconds.
pub const LIFETIME: i64 = 15 * 60;

/// Who has to do with a token.
#[derive(Debug)]
pub struct Parties {
    /// Who signs it.
    pub issuer: String,
    /// Whom it is sent to.
    pub audience: String,
    /// Whom it might be sent to.
    pub everybody: Vec<String>,
}

// #region every audience
/// Makes a token for a request of whoever is signed in.
///
/// # Errors
/// [`Refusal::Unauthorized`] without a live session; [`Refusal::Unavailable`].
pub async fn issue(
    lab: &Lab,
    house: &House,
    session: &Session,
    visitor: &Visitor,
    parties: Parties,
    scope: &str,
) -> Result<Errand, Refusal> {
    let signed_in = current_sign_in(house, session, visitor).await?;
    let on = lab.store.defences(&signed_in.sandbox).await?;
    let one = on.contains(&Defence::Audience);
    let lifetime = if on.contains(&Defence::ShortLife) { SHORT_LIFETIME } else { LIFETIME };
    let iat = house.clock.now();
    let claims = ServiceClaims {
        iss: parties.issuer,
        aud: if one { vec![parties.audience] } else { parties.everybody },
        sub: UserIdText(signed_in.user.id),
        scope: scope.to_owned(),
        sandbox: signed_in.sandbox.clone(),
        iat,
        exp: iat + lifetime,
        jti: random_name(&*house.random),
    };
    let token = Ed25519Key::of(house)?.sign(SERVICE_TOKEN_TYPE, &claims)?;
    Ok(Errand { sandbox: signed_in.sandbox, token })
}
// #endregion every audience
