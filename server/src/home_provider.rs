//! The lab's own identity provider, as the app sees it: one more provider, with nothing to configure, and a realm for each
//! sandbox that is made when somebody first goes there. All of that is HTTP: it could be on another machine.

use std::sync::Arc;

use async_trait::async_trait;
use authn::relying_party::{IssuerTemplate, OpenIdConnect, Protocol, Provider};
use authn::{HomeProvider, RealmError, Realms};
use axum::http::StatusCode;
use domain::SandboxId;
use idp::Secret;
use openidconnect::{ClientId, ClientSecret};

use crate::parties::idp::{Agreement, CLIENT_ID};
use crate::{Clients, Origin, ProvidersError, StartError};

/// Its name in our own addresses.
const ID: &str = "idp";
/// What people read. A button says "Continue with" before it.
const NAME: &str = "the lab’s identity provider";

/// The provider at `origin`, as the house knows it.
///
/// # Errors
/// [`StartError::NoAddress`], or [`StartError::NoTrust`] if this machine gives no means to reach it.
pub fn home_provider(
    origin: &Origin,
    agreement: &Agreement,
    clients: &Clients,
) -> Result<HomeProvider, StartError> {
    let no_address = |_| StartError::NoAddress(origin.clone());
    let realms = RealmsOverHttp {
        origin: origin.clone(),
        admin_secret: agreement.admin_secret.clone(),
        client: clients.to_providers(origin.is_https()).map_err(StartError::NoTrust)?,
    };
    let issuer: IssuerTemplate = format!("{origin}/realms/{{sandbox}}").parse().map_err(no_address)?;
    Ok(HomeProvider { id: ID.parse().map_err(no_address)?, issuer, realms: Arc::new(realms) })
}

/// All providers of the app: this one first, then those that were set up.
///
/// # Errors
/// [`ProvidersError::Twice`], if one of those has its id.
pub fn with_home_provider(
    home: &HomeProvider,
    agreement: &Agreement,
    others: Vec<Provider>,
) -> Result<Vec<Provider>, ProvidersError> {
    if others.iter().any(|other| other.id == home.id) {
        return Err(ProvidersError::Twice(home.id.to_string()));
    }
    let protocol = Protocol::OpenIdConnect(OpenIdConnect {
        issuer: home.issuer.clone(),
        client_id: ClientId::new(CLIENT_ID.to_owned()),
        client_secret: Some(ClientSecret::new(agreement.client_secret.expose().to_owned())),
    });
    let first = Provider { id: home.id.clone(), name: NAME.to_owned(), protocol };
    Ok(std::iter::once(first).chain(others).collect())
}

/// The provider's own interface for realms, which the shared secret opens.
#[derive(Debug)]
struct RealmsOverHttp {
    origin: Origin,
    admin_secret: Secret,
    client: reqwest::Client,
}

#[async_trait]
impl Realms for RealmsOverHttp {
    async fn ensure(&self, sandbox: &SandboxId) -> Result<(), RealmError> {
        let request = self.client.put(format!("{}/realms/{sandbox}", self.origin));
        self.ask(request, [StatusCode::CREATED, StatusCode::NO_CONTENT]).await
    }

    async fn reset(&self, sandbox: &SandboxId) -> Result<(), RealmError> {
        let request = self.client.post(format!("{}/realms/{sandbox}/reset", self.origin));
        // Most sandboxes have no realm: nobody of theirs has ever gone there.
        self.ask(request, [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND]).await
    }
}

impl RealmsOverHttp {
    async fn ask(&self, request: reqwest::RequestBuilder, good: [StatusCode; 2]) -> Result<(), RealmError> {
        let answer = request.bearer_auth(self.admin_secret.expose()).send().await;
        let status = answer.map_err(|error| RealmError(error.to_string()))?.status();
        if good.contains(&status) { Ok(()) } else { Err(RealmError(format!("it answered {status}"))) }
    }
}
