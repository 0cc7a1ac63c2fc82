//! A TOML file that somebody wrote by hand, and the secrets in files beside it: what is wrong with one is one sentence.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsFileError {
    /// The file.
    #[error("The {what} in {path} cannot be read: {error}.")]
    Unreadable {
        /// What stands in it.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// What is written in it.
    #[error("The {what} in {path} cannot be understood: {reason}")]
    Toml {
        /// What stands in it.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Where, and what.
        reason: String,
    },
}

/// Reads the file that holds `what`.
pub(crate) fn read<T: DeserializeOwned>(what: &'static str, path: &Path) -> Result<T, SettingsFileError> {
    let text = std::fs::read_to_string(path).map_err(|error| SettingsFileError::Unreadable {
        what,
        path: path.to_owned(),
        error,
    })?;
    // Its message, not the whole error: that one prints the line, and there may be a secret on it.
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
        SettingsFileError::Toml {
            what,
            path: path.to_owned(),
            reason: format!("line {line}: {}", error.message().replace('\n', " ")),
        }
    })
}

/// Reads a secret of `what`. A relative path is one beside the file that names it. A line's end is not part of a secret.
pub(crate) fn read_secret(
    what: &'static str,
    folder: Option<&Path>,
    file: &Path,
) -> Result<String, SettingsFileError> {
    let path = folder.map_or_else(|| file.to_owned(), |folder| folder.join(file));
    let secret = std::fs::read_to_string(&path).map_err(|error| SettingsFileError::Unreadable {
        what,
        path,
        error,
    })?;
    Ok(secret.trim_end_matches(['\r', '\n']).to_owned())
}
