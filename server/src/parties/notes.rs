//! Notes (`crates/notes`): a second client of the identity provider, a party like the others. It shares nothing with the app,
//! and with the provider nothing but HTTP and one secret, which is new at every start.

use authn::relying_party::{HttpClient, OpenIdConnect};
use idp::{Client, ClientAuthentication, PostLogoutRedirectUrl, RedirectUrl, Secret};
use notes::{BACKCHANNEL_LOGOUT, CALLBACK, NotesConfig, SIGNED_OUT};
use openidconnect::{ClientId, ClientSecret};

use super::idp::url;
use crate::{Clients, Config, Origin, StartError};

/// What Notes calls itself at the provider.
const CLIENT_ID: &str = "notes";

/// Notes at `origin`, for whoever the provider at `idp` vouches for.
///
/// # Errors
/// [`StartError::NoAddress`], or if this machine gives no means to send requests.
pub(crate) fn config(
    config: &Config,
    client_secret: &Secret,
    origin: &Origin,
    idp: &Origin,
    clients: &Clients,
) -> Result<NotesConfig, StartError> {
    let issuer = format!("{idp}/realms/{{sandbox}}").parse();
    Ok(NotesConfig {
        origin: url(origin, "/")?,
        database: config.notes_database(),
        provider: OpenIdConnect {
            issuer: issuer.map_err(|_| StartError::NoAddress(idp.clone()))?,
            client_id: ClientId::new(CLIENT_ID.to_owned()),
            client_secret: Some(ClientSecret::new(client_secret.expose().to_owned())),
        },
        http: HttpClient::new(clients.to_providers(idp.is_https()).map_err(StartError::NoTrust)?),
    })
}

/// Notes, as the provider knows it.
///
/// # Errors
/// [`StartError::NoAddress`].
pub(crate) fn client(client_secret: &Secret, origin: &Origin) -> Result<Client, StartError> {
    Ok(Client {
        id: CLIENT_ID.to_owned(),
        name: "Notes".to_owned(),
        authentication: ClientAuthentication::Confidential(client_secret.digest()),
        redirect_uris: vec![RedirectUrl::from_url(url(origin, CALLBACK)?)],
        post_logout_redirect_uris: vec![PostLogoutRedirectUrl::from_url(url(origin, SIGNED_OUT)?)],
        backchannel_logout_uri: Some(url(origin, BACKCHANNEL_LOGOUT)?),
    })
}
