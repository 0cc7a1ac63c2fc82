//! The identity provider (`crates/idp`): where it lives, and what it and the app agreed on. It shares nothing with the app
//! but HTTP and these secrets, which are new at every start.

use authn::{HashingLimits, Random};
use idp::{Client, ClientAuthentication, PostLogoutRedirectUrl, ProviderConfig, RedirectUrl, Secret, Url};

use crate::{Clients, Config, Origin, StartError};

/// What the app calls itself there.
pub const CLIENT_ID: &str = "two-doors";
/// Where the provider sends users back to, below the app's origin.
pub const CALLBACK: &str = "/sign-in/idp/callback";
/// Where it sends users who have signed out.
pub const AFTER_SIGN_OUT: &str = "/account";
/// Where it tells the app that a session has ended.
pub const BACKCHANNEL_LOGOUT: &str = "/sign-in/idp/backchannel-logout";

/// What the app and the provider both know, and nobody else.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// The app's `client_secret`.
    pub client_secret: Secret,
    /// With this the app makes a realm for a sandbox (`PUT /realms/{realm}`).
    pub admin_secret: Secret,
}

impl Agreement {
    /// Secrets that nobody had before.
    #[must_use]
    pub fn make(random: &dyn Random) -> Self {
        Self { client_secret: Secret::random(random), admin_secret: Secret::random(random) }
    }
}

/// A provider at `origin`, with the app at `app` as its client.
///
/// # Errors
/// [`StartError::NoAddress`], or if this machine gives no means to send requests.
pub fn config(
    config: &Config,
    agreement: &Agreement,
    origin: &Origin,
    app: &Origin,
    clients: &Clients,
) -> Result<ProviderConfig, StartError> {
    Ok(ProviderConfig {
        origin: url(origin, "/")?,
        database: config.idp_database(),
        clients: vec![two_doors(agreement, app)?],
        admin_secret: agreement.admin_secret.digest(),
        hashing: HashingLimits { at_once: config.hashes_at_once(), waiting: config.hashes_waiting },
        requests: clients.builder().build()?,
    })
}

fn two_doors(agreement: &Agreement, app: &Origin) -> Result<Client, StartError> {
    Ok(Client {
        id: CLIENT_ID.to_owned(),
        name: "Two Doors".to_owned(),
        authentication: ClientAuthentication::Confidential(agreement.client_secret.digest()),
        redirect_uris: vec![RedirectUrl::from_url(url(app, CALLBACK)?)],
        post_logout_redirect_uris: vec![PostLogoutRedirectUrl::from_url(url(app, AFTER_SIGN_OUT)?)],
        backchannel_logout_uri: Some(url(app, BACKCHANNEL_LOGOUT)?),
    })
}

fn url(origin: &Origin, path: &str) -> Result<Url, StartError> {
    Url::parse(&format!("{origin}{path}")).map_err(|_| StartError::NoAddress(origin.clone()))
}
