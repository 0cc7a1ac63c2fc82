//! The app's way to the services: a request from server to server, and no browser in it.

use std::fmt;
use std::time::Duration;

use authn::service_jwt::Errand;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use lab::{Event, Lane, Mark};

use super::Service;
use crate::http::{Problem, problem};
use crate::lab::Onward;
use crate::lab::shorten::shorten_secrets;
use crate::{Clients, Origin};

/// What the app calls itself on its way to a service.
const GATEWAY: &str = "two-doors-gateway";
/// How long it waits for one.
const PATIENCE: Duration = Duration::from_secs(3);
/// The longest answer that it passes on, in bytes.
const LARGEST: usize = 64 * 1024;

/// The app's way to the services.
pub struct Gateway {
    client: reqwest::Client,
    app: Origin,
    port: u16,
}

/// Why an answer was not passed on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotPassedOn {
    /// The house said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The service said no to us, or nothing at all: neither is its user's doing.
    #[error("The service behind this address does not answer. Try again in a minute.")]
    NoAnswer,
}

impl IntoResponse for NotPassedOn {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => Problem(refusal).into_response(),
            Self::NoAnswer => problem(StatusCode::SERVICE_UNAVAILABLE, &self.to_string()),
        }
    }
}

impl Gateway {
    /// The way of an app at `app` to services on `port`.
    ///
    /// # Errors
    /// If this machine gives no means to send requests.
    pub fn new(app: Origin, port: u16, clients: &Clients) -> reqwest::Result<Self> {
        let client = clients.builder().timeout(PATIENCE).user_agent(GATEWAY).build()?;
        Ok(Self { client, app, port })
    }

    /// As whom the app signs.
    pub(crate) fn issuer(&self) -> String {
        self.app.to_string()
    }

    /// Whom a token for this service names.
    pub(crate) fn origin_of(&self, service: Service) -> String {
        service.origin(self.port)
    }

    /// Asks the service, and hands back what it says.
    pub(crate) async fn pass_on(&self, service: Service, errand: &Errand) -> Result<Response, NotPassedOn> {
        let bearer = HeaderValue::try_from(format!("Bearer {}", errand.token.expose()));
        let bearer = bearer.expect("a JWT is URL-safe base64 and dots");
        let headers = HeaderMap::from_iter([(header::AUTHORIZATION, bearer)]);
        let onward = Event {
            from: Lane::App,
            to: Lane::Services,
            name: service.request().to_owned(),
            status: None,
            note: "with a JWT, from server to server".to_owned(),
            request: shorten_secrets(&headers),
            response: Vec::new(),
            mark: Mark::Plain,
        };
        let address = format!("{}{}", self.origin_of(service), service.document(&errand.sandbox));
        let mut answer = self.client.get(address).headers(headers).send().await.map_err(silent)?;
        if answer.status() != StatusCode::OK {
            tracing::error!(status = %answer.status(), ?service, "the service did not take our token");
            return Err(NotPassedOn::NoAnswer);
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(silent)? {
            body.extend_from_slice(&chunk);
            if body.len() > LARGEST {
                return Err(NotPassedOn::NoAnswer);
            }
        }
        let mut response = ([(header::CONTENT_TYPE, "application/json")], body).into_response();
        response.extensions_mut().insert(Onward(Event { status: Some(200), ..onward }));
        Ok(response)
    }
}

fn silent(error: reqwest::Error) -> NotPassedOn {
    tracing::error!(%error, "a service");
    NotPassedOn::NoAnswer
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").field("app", &self.app).field("port", &self.port).finish_non_exhaustive()
    }
}
