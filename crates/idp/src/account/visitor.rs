//! Whoever is signed in here, and what they may do: look, ask for something, change how they sign in.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::Refusal;

use super::{Form, show};
use crate::Provider;
use crate::database::{Account, Session, StoredFactors};
use crate::pages::Problem;
use crate::pages::account::AccountNotice;
use crate::parameters::Parameters;
use crate::realm::Realm;
use crate::sign_in::{Proof, TO_THE_ACCOUNT, current_session};

/// How long a sign-in is good for changing how one signs in, in seconds.
const FRESH: i64 = 10 * 60;

/// Somebody who is signed in here. Nobody else gets further than the sign-in, and comes back afterwards.
pub(crate) struct Visitor {
    pub(super) realm: Realm,
    pub(super) cookies: CookieJar,
    pub(super) session: Session,
    pub(super) account: Account,
}

/// A form that came from the account's page, in this session.
pub(crate) struct Asked {
    pub(super) visitor: Visitor,
    pub(super) form: Parameters,
    pub(super) address: SocketAddr,
}

/// A form that may change how its user signs in: they have shown a moment ago that it is them.
pub(crate) struct Change {
    pub(super) visitor: Visitor,
    pub(super) form: Parameters,
    pub(super) address: SocketAddr,
    /// What is set up, before the change.
    pub(super) factors: StoredFactors,
}

impl Visitor {
    /// What to put into a form of this session's.
    pub(super) fn vouch(&self, provider: &Provider) -> (CookieJar, String) {
        let form = Form::Account(self.session.id);
        provider.anti_forgery_key.vouch(&self.realm.name, form, self.cookies.clone(), &*provider.random)
    }

    fn is_fresh(&self, factors: &StoredFactors, now: i64) -> bool {
        let proved_enough = !factors.any() || Proof::is_two_factors(&self.session.amr);
        proved_enough && now - self.session.auth_time <= FRESH
    }

    fn sign_in_first(realm: &Realm) -> Response {
        Redirect::to(&format!("{}?{TO_THE_ACCOUNT}", realm.path("sign-in"))).into_response()
    }
}

impl FromRequestParts<Arc<Provider>> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, provider: &Arc<Provider>) -> Result<Self, Response> {
        let problem = |refusal: Refusal| Problem(refusal).into_response();
        let realm = Realm::from_request_parts(parts, provider).await?;
        let cookies = CookieJar::from_headers(&parts.headers);
        let session = current_session(provider, &realm, &cookies).await.map_err(problem)?;
        let Some(session) = session else { return Err(Self::sign_in_first(&realm)) };
        let account = provider.database.account(&session).await.map_err(|error| problem(error.into()))?;
        let Some(account) = account else { return Err(Self::sign_in_first(&realm)) };
        Ok(Self { realm, cookies, session, account })
    }
}

impl FromRequest<Arc<Provider>> for Asked {
    type Rejection = Response;

    async fn from_request(request: Request, provider: &Arc<Provider>) -> Result<Self, Response> {
        let malformed = || Problem(Refusal::Malformed).into_response();
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, provider).await?;
        let address = ConnectInfo::<SocketAddr>::from_request_parts(&mut parts, provider).await;
        let ConnectInfo(address) = address.map_err(|_| malformed())?;
        let form = Parameters::of_form(Request::from_parts(parts, body), provider).await;
        let form = form.map_err(|_| malformed())?;
        let kind = Form::Account(visitor.session.id);
        if !provider.anti_forgery_key.vouches_for(&visitor.realm.name, kind, &visitor.cookies, &form) {
            return Err(show(provider, visitor, Some(AccountNotice::OldForm)).await);
        }
        Ok(Self { visitor, form, address })
    }
}

impl FromRequest<Arc<Provider>> for Change {
    type Rejection = Response;

    async fn from_request(request: Request, provider: &Arc<Provider>) -> Result<Self, Response> {
        let Asked { visitor, form, address } = Asked::from_request(request, provider).await?;
        let factors = provider.database.factors(visitor.account.id).await;
        let factors = factors.map_err(|error| Problem(error.into()).into_response())?;
        if !visitor.is_fresh(&factors, provider.clock.now()) {
            tracing::info!(event = "authn_reauthentication_asked", realm = %visitor.realm.name, user = visitor.account.id);
            return Err(Visitor::sign_in_first(&visitor.realm));
        }
        Ok(Self { visitor, form, address, factors })
    }
}
