//! Where a sign-in leads: back to the client that asked for it, or to the account's own page here.

use openidconnect::url::Url;

use crate::Provider;
use crate::authorization::{AuthorizationRequest, Refused};
use crate::parameters::Parameters;

/// What a sign-in for the account's own page has in the place of a client's question.
pub(crate) const TO_THE_ACCOUNT: &str = "to=account";

/// Where somebody goes once they are signed in.
#[derive(Debug)]
pub(crate) enum Destination<'a> {
    /// To a client, with a code.
    Client(Box<AuthorizationRequest<'a>>),
    /// To `…/account`.
    Account,
}

impl<'a> Destination<'a> {
    /// Reads it from the parameters of a form's address. They are the user's to change: each step reads them as if they
    /// had just arrived.
    pub(super) fn of(provider: &'a Provider, question: &'a Parameters) -> Result<Self, Refused<'a>> {
        if question.get("to") == Some("account") {
            return Ok(Self::Account);
        }
        AuthorizationRequest::parse(provider, question).map(|request| Self::Client(Box::new(request)))
    }

    /// What its user reads about where they are going.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Client(request) => &request.client.name,
            Self::Account => "your account",
        }
    }

    /// The address on another site that the last form leads to.
    pub(crate) fn address(&self) -> Option<&Url> {
        match self {
            Self::Client(request) => Some(request.redirect_uri.url()),
            Self::Account => None,
        }
    }

    /// Who it is thought to be.
    pub(crate) fn login_hint(&self) -> &str {
        match self {
            Self::Client(request) => request.login_hint.unwrap_or_default(),
            Self::Account => "",
        }
    }
}
