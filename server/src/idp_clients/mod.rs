//! The identity provider's clients that somebody else runs, from a TOML file and from the environment: what is wrong with
//! them is one sentence, at the start.
//!
//! ```toml
//! [[client]]
//! client_id = "wiki"
//! name = "The wiki"
//! client_secret_file = "wiki.secret"
//! redirect_uris = ["https://wiki.example/callback"]
//! ```

mod address;
mod section;

use std::collections::BTreeMap;
use std::path::Path;

use idp::Client;
use serde::Deserialize;

use crate::settings_file::{self, SettingsFileError};
use section::{FIELDS, Section};

/// What the variables of the environment begin with: `TWO_DOORS_IDP_CLIENT_WIKI_CLIENT_SECRET`.
const PREFIX: &str = "TWO_DOORS_IDP_CLIENT_";
/// What the file holds, in words.
const WHAT: &str = "clients of the identity provider";

/// Clients that cannot be registered.
#[derive(Debug, thiserror::Error)]
pub enum IdpClientsError {
    /// The file.
    #[error(transparent)]
    File(#[from] SettingsFileError),
    /// A client lacks something.
    #[error("The client `{id}` has no `{field}`. Add it to the file, or set {variable}.")]
    Missing {
        /// Which.
        id: String,
        /// What it lacks.
        field: &'static str,
        /// What would set it.
        variable: String,
    },
    /// A client has what cannot be.
    #[error("The client `{id}` is set up wrongly: {reason}.")]
    Invalid {
        /// Which.
        id: String,
        /// Why.
        reason: InvalidIdpClient,
    },
    /// Two have one `client_id`.
    #[error("Two clients of the identity provider are called `{0}`. Give each a client_id of its own.")]
    Twice(String),
    /// A variable that sets nothing.
    #[error("{0} sets nothing: after {PREFIX} comes a client_id, then one of {list}.", list = FIELDS.join(", "))]
    Variable(String),
}

/// A client that is set up wrongly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidIdpClient {
    /// Its name on the wire (RFC 6749 Appendix A.1, and short).
    #[error("a client_id takes visible ASCII characters, at most 128")]
    ClientId,
    /// What it proves who it is with. It may be guessed at without pause, so it must be long (RFC 6749 §10.10).
    #[error("its client_secret has fewer than 32 characters; `openssl rand -base64 32` makes a good one")]
    ShortSecret,
    /// One who keeps a secret, and says that it cannot.
    #[error("it has a client_secret, and `public = true` says that it can keep none; leave one of them out")]
    PublicWithSecret,
    /// Where its users are sent back to.
    #[error(
        "`{0}` is no redirect URI: it takes an https:// address or an http:// one on this machine, or, for a public \
         client, a scheme with a dot in it such as com.example.app:/callback; and no #"
    )]
    RedirectUri(String),
    /// Where its users go, or where it is told, when they have signed out.
    #[error(
        "`{0}` is no address for it: it takes an https:// address or an http:// one on this machine, and no #"
    )]
    Address(String),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    client: Vec<Section>,
}

/// Reads the clients from `file`, if there is one, and from those of the `variables` that are meant for them, which
/// overrule the file.
///
/// # Errors
/// [`IdpClientsError`], with what to do about it.
pub fn read_idp_clients(
    file: Option<&Path>,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Vec<Client>, IdpClientsError> {
    let written = file.map(|path| settings_file::read::<File>(WHAT, path)).transpose()?;
    let mut sections = written.unwrap_or_default().client;
    let variables: BTreeMap<_, _> = variables.filter(|(name, _)| name.starts_with(PREFIX)).collect();
    for (variable, value) in variables {
        section::set(&mut sections, &variable, value)?;
    }
    sections.into_iter().map(|section| section.build(file.and_then(Path::parent))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a secret of forty characters, or of more";

    fn variables(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        pairs.into_iter()
    }

    fn refused(toml: &str) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("clients.toml");
        std::fs::write(&path, toml).expect("it can be written");
        let error = read_idp_clients(Some(&path), std::iter::empty()).expect_err("it is refused");
        error.to_string().replace(&path.display().to_string(), "clients.toml")
    }

    #[test]
    fn the_example_is_one_that_works() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/idp-clients.example.toml");
        let secret = [(concat!("TWO_DOORS_IDP_CLIENT_", "WIKI_CLIENT_SECRET"), SECRET)];
        let clients = read_idp_clients(Some(&example), variables(&secret)).expect("it works");
        let ids: Vec<_> = clients.iter().map(|client| client.id.as_str()).collect();
        assert_eq!(ids, ["wiki", "com.example.phone"]);
        assert!(!format!("{clients:?}").contains(SECRET));
    }

    #[test]
    fn variables_alone_will_do_and_overrule_the_file() {
        let found = read_idp_clients(
            None,
            variables(&[
                ("TWO_DOORS_IDP_CLIENT_MY_APP_NAME", "Mine"),
                ("TWO_DOORS_IDP_CLIENT_MY_APP_CLIENT_SECRET", SECRET),
                ("TWO_DOORS_IDP_CLIENT_MY_APP_REDIRECT_URIS", "https://a.example/b http://my.localhost:1/b"),
                ("TWO_DOORS_IDP_CLIENT_MY_APP_BACKCHANNEL_LOGOUT_URI", "https://a.example/logout"),
                ("TWO_DOORS_IDP_CLIENTS", "clients.toml"),
                ("TWO_DOORS_IDP_PORT", "5000"),
            ]),
        )
        .expect("it works");
        assert_eq!((found[0].id.as_str(), found[0].redirect_uris.len()), ("my-app", 2));

        let file = tempfile::NamedTempFile::new().expect("a file");
        let section =
            "[[client]]\nclient_id = \"My.App\"\npublic = true\nredirect_uris = [\"my.app:/back\"]\n";
        std::fs::write(file.path(), section).expect("it can be written");
        let name = [("TWO_DOORS_IDP_CLIENT_MY_APP_NAME", "Mine")];
        let found = read_idp_clients(Some(file.path()), variables(&name)).expect("it works");
        assert_eq!((found[0].id.as_str(), found[0].name.as_str(), found.len()), ("My.App", "Mine", 1));
    }

    #[test]
    fn a_variable_that_sets_nothing_is_named() {
        for (name, value) in [("WIKI_SECRET", "x"), ("NAME", "x"), ("WIKI_PUBLIC", "perhaps")] {
            let variable = format!("{PREFIX}{name}");
            let error = read_idp_clients(None, variables(&[(&variable, value)])).expect_err("it is refused");
            assert!(error.to_string().starts_with(&format!("{variable} sets nothing: ")), "{error}");
        }
    }

    #[test]
    fn what_is_wrong_is_one_sentence_and_no_secret() {
        let named = "[[client]]\nclient_id = \"a\"\nname = \"A\"\n";
        let back = "redirect_uris = [\"https://a.example/callback\"]\n";
        assert_eq!(
            refused(&format!("{named}{back}")),
            "The client `a` has no `client_secret`. Add it to the file, or set \
             TWO_DOORS_IDP_CLIENT_A_CLIENT_SECRET."
        );
        let complete = format!("{named}{back}client_secret = \"{SECRET}\"\n");
        assert!(refused(&complete.replace(back, "")).contains("has no `redirect_uris`"));
        assert!(refused(&complete.replace(back, "redirect_uris = []\n")).contains("has no `redirect_uris`"));
        assert!(refused(&complete.replace("name = \"A\"\n", "")).contains("has no `name`"));
        assert!(refused(&complete.replace("\"a\"", "\"a b\"")).contains("visible ASCII characters"));
        assert!(refused(&format!("{complete}public = true")).contains("leave one of them out"));
        let short = refused(&complete.replace(SECRET, "hunter2"));
        assert!(short.contains("fewer than 32 characters") && !short.contains("hunter2"), "{short}");
        let torn = refused(&format!("{named}client_secret = \"hunter2\" oops"));
        let sentence = "The clients of the identity provider in clients.toml cannot be understood: line 4: ";
        assert!(torn.starts_with(sentence), "{torn}");
        assert!(!torn.contains("hunter2") && !torn.contains('\n'), "{torn}");
        assert!(refused(&format!("{complete}secret = \"hunter2\"")).contains("unknown field"));
        let lost = refused(&format!("{named}{back}client_secret_file = \"nowhere\""));
        assert!(lost.contains("cannot be read"), "{lost}");
    }

    #[test]
    fn addresses_that_somebody_could_read_along_are_refused() {
        let with = |line: &str| {
            let section = "[[client]]\nclient_id = \"a\"\nname = \"A\"\n";
            refused(&format!("{section}client_secret = \"{SECRET}\"\n{line}\n"))
        };
        for uri in ["http://a.example/b", "https://a.example/b#c", "/b", "javascript:alert(1)", "my.app:/b"] {
            assert!(with(&format!("redirect_uris = [\"{uri}\"]")).contains("is no redirect URI"), "{uri}");
        }
        let back = "redirect_uris = [\"https://a.example/b\"]\n";
        for field in
            ["post_logout_redirect_uris = [\"http://a.example\"]", "backchannel_logout_uri = \"my.app:/b\""]
        {
            assert!(with(&format!("{back}{field}")).contains("is no address for it"), "{field}");
        }
    }
}
