//! The identity provider (`crates/idp`): where it lives, and what it and the app agreed on. It shares nothing with the app
//! but HTTP and these secrets, which are new at every start.

use authn::{HashingLimits, Random};
use idp::{Client, ClientAuthentication, PostLogoutRedirectUrl, ProviderConfig, RedirectUrl, Secret, Url};

use crate::{Clients, Config, IdpClientsError, Origin, StartError};

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

/// A provider at `origin`, with the app at `app` as its client, and those that were `registered` by configuration.
///
/// # Errors
/// [`StartError::NoAddress`], or if this machine gives no means to send requests.
pub fn config(
    config: &Config,
    agreement: &Agreement,
    origin: &Origin,
    app: &Origin,
    registered: Vec<Client>,
    clients: &Clients,
) -> Result<ProviderConfig, StartError> {
    // Whoever lives elsewhere is reached as anybody on the internet is: with the system's trust.
    let mut told = registered.iter().filter_map(|client| client.backchannel_logout_uri.as_ref());
    let tls = told.any(|address| address.scheme() == "https");
    let mut everybody = vec![two_doors(agreement, app)?];
    everybody.extend(registered);
    nobody_twice(&everybody)?;
    Ok(ProviderConfig {
        origin: url(origin, "/")?,
        database: config.idp_database(),
        clients: everybody,
        admin_secret: agreement.admin_secret.digest(),
        hashing: HashingLimits { at_once: config.hashes_at_once(), waiting: config.hashes_waiting },
        requests: clients.to_registered_clients(tls).map_err(StartError::NoTrust)?,
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

fn nobody_twice(clients: &[Client]) -> Result<(), IdpClientsError> {
    let twice = clients.iter().enumerate().find(|(place, client)| {
        let earlier = &clients[..*place];
        earlier.iter().any(|other| other.id == client.id)
    });
    twice.map_or(Ok(()), |(_, client)| Err(IdpClientsError::Twice(client.id.clone())))
}

pub(super) fn url(origin: &Origin, path: &str) -> Result<Url, StartError> {
    Url::parse(&format!("{origin}{path}")).map_err(|_| StartError::NoAddress(origin.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_can_be_registered_under_the_apps_name() {
        let agreement = Agreement::make(&authn::SystemRandom);
        let app = two_doors(&agreement, &Origin::localhost(3000, false)).expect("it works");
        let another = Client { id: "wiki".to_owned(), ..app.clone() };
        assert!(nobody_twice(&[app.clone(), another]).is_ok());
        let refused = nobody_twice(&[app.clone(), app]).expect_err("one of them is somebody else");
        assert!(refused.to_string().contains("`two-doors`"), "{refused}");
    }
}
