//! An errand to a service, on behalf of whoever is signed in.

use domain::{Refusal, SandboxId, UserIdText};

use super::{Ed25519Key, SERVICE_TOKEN_LIFETIME, SERVICE_TOKEN_TYPE, ServiceClaims, ServiceToken};
use crate::cookie_session::{Session, current_sign_in};
use crate::{House, Visitor, random_name};

/// What a gateway takes along.
#[derive(Debug)]
pub struct Errand {
    /// Whose documents are meant.
    pub sandbox: SandboxId,
    /// What opens them.
    pub token: ServiceToken,
}

// #region one audience
/// Makes a token for one request to one service: whoever copies it there has a minute, and no other door that it opens.
///
/// `issuer` is our own origin, `audience` the service's, `scope` what the service may do with it.
///
/// # Errors
/// [`Refusal::Unauthorized`] without a live session; [`Refusal::Unavailable`].
pub async fn issue_for_service(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    issuer: String,
    audience: String,
    scope: &str,
) -> Result<Errand, Refusal> {
    let signed_in = current_sign_in(house, session, visitor).await?;
    let iat = house.clock.now();
    let claims = ServiceClaims {
        iss: issuer,
        aud: vec![audience],
        sub: UserIdText(signed_in.user.id),
        scope: scope.to_owned(),
        sandbox: signed_in.sandbox.clone(),
        iat,
        exp: iat + SERVICE_TOKEN_LIFETIME,
        jti: random_name(&*house.random),
    };
    let token = Ed25519Key::of(house)?.sign(SERVICE_TOKEN_TYPE, &claims)?;
    Ok(Errand { sandbox: signed_in.sandbox, token })
}
// #endregion one audience
