//! The providers, from a TOML file and from the environment: what is wrong with them is one sentence, at the start.
//!
//! ```toml
//! [[provider]]
//! id = "keycloak"
//! name = "Keycloak"
//! issuer = "https://keycloak.example/realms/house"
//! client_id = "two-doors"
//! client_secret_file = "keycloak.secret"
//! ```

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use authn::relying_party::{GITHUB, GitHub, InvalidProvider, OpenIdConnect, Protocol, Provider};
use serde::Deserialize;

use crate::settings_file::{self, SettingsFileError};

/// What the variables of the environment begin with: `TWO_DOORS_PROVIDER_KEYCLOAK_CLIENT_SECRET`.
const PREFIX: &str = "TWO_DOORS_PROVIDER_";

/// What the file holds, in words.
const WHAT: &str = "providers";

/// Providers that cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum ProvidersError {
    /// The file.
    #[error(transparent)]
    File(#[from] SettingsFileError),
    /// A provider lacks something.
    #[error("The provider `{id}` has no `{field}`. Add it to the file, or set {variable}.")]
    Missing {
        /// Which.
        id: String,
        /// What it lacks.
        field: &'static str,
        /// What would set it.
        variable: String,
    },
    /// A provider has what cannot be.
    #[error("The provider `{id}` is set up wrongly: {reason}.")]
    Invalid {
        /// Which.
        id: String,
        /// Why.
        reason: InvalidProvider,
    },
    /// Two have one id.
    #[error("Two providers have the id `{0}`. Give each its own.")]
    Twice(String),
    /// A variable that sets nothing.
    #[error("{0} sets nothing: after {PREFIX} comes an id, then one of {FIELDS}.")]
    Variable(String),
}

/// What a variable may end with.
const FIELDS: &str = "_NAME, _KIND, _ISSUER, _CLIENT_ID, _CLIENT_SECRET, _CLIENT_SECRET_FILE";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    provider: Vec<Section>,
}

/// One provider, as it is written down.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    id: String,
    name: Option<String>,
    #[serde(default)]
    kind: Kind,
    issuer: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    client_secret_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Oidc,
    GitHub,
}

/// Reads the providers from `file`, if there is one, and from those of the `variables` that are meant for them, which
/// overrule the file.
///
/// # Errors
/// [`ProvidersError`], with what to do about it.
pub fn read_providers(
    file: Option<&Path>,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Vec<Provider>, ProvidersError> {
    let file_read = file.map(|path| settings_file::read::<File>(WHAT, path)).transpose()?;
    let mut sections = file_read.unwrap_or_default().provider;
    // Sorted, so that a house that is started twice shows them in the same order.
    let variables: BTreeMap<_, _> = variables.filter(|(name, _)| name.starts_with(PREFIX)).collect();
    for (variable, value) in variables {
        set(&mut sections, &variable, value)?;
    }
    let mut providers: Vec<Provider> = Vec::with_capacity(sections.len());
    for section in sections {
        let provider = section.build(file.and_then(Path::parent))?;
        if providers.iter().any(|other| other.id == provider.id) {
            return Err(ProvidersError::Twice(provider.id.to_string()));
        }
        providers.push(provider);
    }
    Ok(providers)
}

fn set(sections: &mut Vec<Section>, variable: &str, value: String) -> Result<(), ProvidersError> {
    let unknown = || ProvidersError::Variable(variable.to_owned());
    let rest = variable.strip_prefix(PREFIX).ok_or_else(unknown)?;
    let fields = ["_CLIENT_SECRET_FILE", "_CLIENT_SECRET", "_CLIENT_ID", "_ISSUER", "_KIND", "_NAME"];
    let (id, field) =
        fields.iter().find_map(|field| Some((rest.strip_suffix(field)?, *field))).ok_or_else(unknown)?;
    let id = id.to_lowercase().replace('_', "-");
    let place = sections.iter().position(|section| section.id == id).unwrap_or_else(|| {
        sections.push(Section { id, ..Section::default() });
        sections.len() - 1
    });
    let section = &mut sections[place];
    match field {
        "_NAME" => section.name = Some(value),
        "_ISSUER" => section.issuer = Some(value),
        "_CLIENT_ID" => section.client_id = Some(value),
        "_CLIENT_SECRET" => section.client_secret = Some(value),
        "_CLIENT_SECRET_FILE" => section.client_secret_file = Some(value.into()),
        _ => {
            section.kind = match value.as_str() {
                "oidc" => Kind::Oidc,
                "github" => Kind::GitHub,
                _ => return Err(unknown()),
            }
        }
    }
    Ok(())
}

impl Section {
    fn build(self, folder: Option<&Path>) -> Result<Provider, ProvidersError> {
        let Self { id, name, kind, issuer, client_id, client_secret, client_secret_file } = self;
        let missing = |field: &'static str| {
            let variable =
                format!("{PREFIX}{}_{}", id.to_uppercase().replace('-', "_"), field.to_uppercase());
            ProvidersError::Missing { id: id.clone(), field, variable }
        };
        let invalid = |reason| ProvidersError::Invalid { id: id.clone(), reason };
        let client_secret = match (client_secret, client_secret_file) {
            (Some(secret), _) => Some(secret),
            (None, Some(file)) => Some(settings_file::read_secret(WHAT, folder, &file)?),
            (None, None) => None,
        };
        let client_id = client_id.map(openidconnect::ClientId::new).ok_or_else(|| missing("client_id"))?;
        let client_secret = client_secret.map(openidconnect::ClientSecret::new);
        let protocol = match kind {
            Kind::Oidc => Protocol::OpenIdConnect(OpenIdConnect {
                issuer: issuer.ok_or_else(|| missing("issuer"))?.parse().map_err(invalid)?,
                client_id,
                client_secret,
            }),
            Kind::GitHub => {
                let client_secret = client_secret.ok_or_else(|| missing("client_secret"))?;
                let origin = issuer.as_deref().unwrap_or(GITHUB);
                Protocol::GitHub(Box::new(GitHub::new(origin, client_id, client_secret).map_err(invalid)?))
            }
        };
        Ok(Provider {
            name: name.ok_or_else(|| missing("name"))?,
            id: id.parse().map_err(invalid)?,
            protocol,
        })
    }
}

impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Section").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        pairs.into_iter()
    }

    fn refused(toml: &str) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("providers.toml");
        std::fs::write(&path, toml).expect("it can be written");
        let error = read_providers(Some(&path), std::iter::empty()).expect_err("it is refused");
        error.to_string().replace(&path.display().to_string(), "providers.toml")
    }

    #[test]
    fn the_example_is_one_that_works() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/providers.example.toml");
        let secrets = ["GOOGLE", "MICROSOFT", "GITHUB"].map(|id| format!("{PREFIX}{id}_CLIENT_SECRET"));
        let pairs = secrets.each_ref().map(|variable| (variable.as_str(), "a secret"));
        let keycloak = (concat!("TWO_DOORS_PROVIDER_", "KEYCLOAK_CLIENT_SECRET"), "another");
        let all: Vec<_> = pairs.into_iter().chain([keycloak]).collect();
        let providers = read_providers(Some(&example), variables(&all)).expect("it works");
        let ids: Vec<_> = providers.iter().map(|provider| provider.id.as_str()).collect();
        assert_eq!(ids, ["google", "microsoft", "keycloak", "github"]);
        assert!(!format!("{providers:?}").contains("a secret"));
    }

    #[test]
    fn variables_alone_will_do() {
        let found = read_providers(
            None,
            variables(&[
                ("TWO_DOORS_PROVIDER_MY_IDP_NAME", "Mine"),
                ("TWO_DOORS_PROVIDER_MY_IDP_ISSUER", "http://idp.localhost:5000/realms/{sandbox}"),
                ("TWO_DOORS_PROVIDER_MY_IDP_CLIENT_ID", "two-doors"),
                ("TWO_DOORS_PORT", "3000"),
            ]),
        )
        .expect("it works");
        let issuer = found[0].issuer(&domain::SandboxId::default());
        assert_eq!(
            (found[0].id.as_str(), issuer.as_str()),
            ("my-idp", "http://idp.localhost:5000/realms/default")
        );
    }

    #[test]
    fn what_is_wrong_is_one_sentence_and_no_secret() {
        let section = "[[provider]]\nid = \"a\"\nname = \"A\"\nclient_id = \"c\"\n";
        assert_eq!(
            refused(section),
            "The provider `a` has no `issuer`. Add it to the file, or set TWO_DOORS_PROVIDER_A_ISSUER."
        );
        assert!(refused(&format!("{section}issuer = \"http://idp.example\"")).contains("is no issuer"));
        let complete = format!("{section}issuer = \"https://idp.example\"\n");
        assert_eq!(refused(&complete.repeat(2)), "Two providers have the id `a`. Give each its own.");
        assert!(refused(&complete.replace("\"a\"", "\"A b\"")).contains("is no id"));
        let torn = refused(&format!("{section}client_secret = \"hunter2\" oops"));
        assert!(torn.starts_with("The providers in providers.toml cannot be understood: line 5: "), "{torn}");
        assert!(!torn.contains("hunter2") && !torn.contains('\n'), "{torn}");
        assert!(refused(&format!("{complete}secret = \"hunter2\"")).contains("unknown field"));
        assert!(refused(&format!("{complete}client_secret_file = \"nowhere\"")).contains("cannot be read"));
    }
}
