//! One client, as it is written down.

use std::fmt;
use std::path::{Path, PathBuf};

use idp::{Client, ClientAuthentication, SecretDigest};
use serde::Deserialize;

use super::{IdpClientsError, InvalidIdpClient, PREFIX, WHAT, address};
use crate::settings_file;

/// What a variable may end with; of two that fit, the longer comes first.
pub(super) const FIELDS: [&str; 7] = [
    "_CLIENT_SECRET_FILE",
    "_CLIENT_SECRET",
    "_POST_LOGOUT_REDIRECT_URIS",
    "_REDIRECT_URIS",
    "_BACKCHANNEL_LOGOUT_URI",
    "_PUBLIC",
    "_NAME",
];

/// Fewer characters than this make no secret that is tried without pause.
const SHORTEST_SECRET: usize = 32;
/// As much of a name as anybody needs.
const LONGEST_CLIENT_ID: usize = 128;

/// One client, as it is written down. A list stands in its variable with spaces between.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    client_id: String,
    name: Option<String>,
    client_secret: Option<String>,
    client_secret_file: Option<PathBuf>,
    #[serde(default)]
    public: bool,
    #[serde(default)]
    redirect_uris: Vec<String>,
    #[serde(default)]
    post_logout_redirect_uris: Vec<String>,
    backchannel_logout_uri: Option<String>,
}

/// Sets what a variable of the environment sets, in the section of its client or in a new one.
pub(super) fn set(sections: &mut Vec<Section>, variable: &str, value: String) -> Result<(), IdpClientsError> {
    let unknown = || IdpClientsError::Variable(variable.to_owned());
    let rest = variable.strip_prefix(PREFIX).ok_or_else(unknown)?;
    let named = FIELDS.iter().find_map(|field| Some((rest.strip_suffix(field)?, *field)));
    let (id, field) = named.filter(|(id, _)| !id.is_empty()).ok_or_else(unknown)?;
    let place = sections.iter().position(|section| in_a_variable(&section.client_id) == id);
    let place = place.unwrap_or_else(|| {
        let client_id = id.to_lowercase().replace('_', "-");
        sections.push(Section { client_id, ..Section::default() });
        sections.len() - 1
    });
    let section = &mut sections[place];
    let list = || value.split_whitespace().map(str::to_owned).collect();
    match field {
        "_NAME" => section.name = Some(value),
        "_CLIENT_SECRET" => section.client_secret = Some(value),
        "_CLIENT_SECRET_FILE" => section.client_secret_file = Some(value.into()),
        "_REDIRECT_URIS" => section.redirect_uris = list(),
        "_POST_LOGOUT_REDIRECT_URIS" => section.post_logout_redirect_uris = list(),
        "_BACKCHANNEL_LOGOUT_URI" => section.backchannel_logout_uri = Some(value),
        _ => section.public = value.parse().map_err(|_| unknown())?,
    }
    Ok(())
}

impl Section {
    /// The client, with files read that lie in `folder`.
    pub(super) fn build(self, folder: Option<&Path>) -> Result<Client, IdpClientsError> {
        let id = self.client_id;
        let missing = |field: &'static str| {
            let variable = format!("{PREFIX}{}_{}", in_a_variable(&id), field.to_uppercase());
            IdpClientsError::Missing { id: id.clone(), field, variable }
        };
        let invalid = |reason| IdpClientsError::Invalid { id: id.clone(), reason };
        if id.is_empty() || id.len() > LONGEST_CLIENT_ID || !id.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(invalid(InvalidIdpClient::ClientId));
        }
        let client_secret = match (self.client_secret, self.client_secret_file) {
            (Some(secret), _) => Some(secret),
            (None, Some(file)) => Some(settings_file::read_secret(WHAT, folder, &file)?),
            (None, None) => None,
        };
        let authentication = match (client_secret, self.public) {
            (Some(_), true) => return Err(invalid(InvalidIdpClient::PublicWithSecret)),
            (None, true) => ClientAuthentication::Public,
            (None, false) => return Err(missing("client_secret")),
            (Some(secret), false) if secret.chars().count() < SHORTEST_SECRET => {
                return Err(invalid(InvalidIdpClient::ShortSecret));
            }
            (Some(secret), false) => ClientAuthentication::Confidential(SecretDigest::of(&secret)),
        };
        if self.redirect_uris.is_empty() {
            return Err(missing("redirect_uris"));
        }
        let redirect_uris = self.redirect_uris.into_iter().map(|uri| address::redirect_uri(uri, self.public));
        let afterwards = self.post_logout_redirect_uris.into_iter().map(address::post_logout_redirect_uri);
        let told = self.backchannel_logout_uri.map(|uri| address::server(&uri));
        Ok(Client {
            name: self.name.ok_or_else(|| missing("name"))?,
            authentication,
            redirect_uris: redirect_uris.collect::<Result<_, _>>().map_err(invalid)?,
            post_logout_redirect_uris: afterwards.collect::<Result<_, _>>().map_err(invalid)?,
            backchannel_logout_uri: told.transpose().map_err(invalid)?,
            id,
        })
    }
}

/// A `client_id` as it stands in a variable: `com.example.app` is `COM_EXAMPLE_APP`.
fn in_a_variable(client_id: &str) -> String {
    client_id.to_uppercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}

impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Section").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}
