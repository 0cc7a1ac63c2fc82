//! The names that the sites answer to: those that were asked for, or loopback's, if a browser could sign in there.

use crate::{Config, Origin, StartError};

/// The app's: `localhost`, unless another was asked for.
pub(super) fn app_origin(config: &Config, port: u16) -> Result<Origin, StartError> {
    let origin = config.origin.clone().unwrap_or_else(|| Origin::localhost(port, config.https));
    if config.https && !origin.is_https() {
        return Err(StartError::NotHttps(origin));
    }
    keeps_cookies(origin)
}

/// The provider's: `idp.localhost`, unless another was asked for.
pub(super) fn idp_origin(config: &Config, port: u16) -> Result<Origin, StartError> {
    keeps_cookies(config.idp_origin.clone().unwrap_or_else(|| Origin::idp(port)))
}

/// That of Notes: `notes.localhost`, unless another was asked for.
pub(super) fn notes_origin(config: &Config, port: u16) -> Result<Origin, StartError> {
    keeps_cookies(config.notes_origin.clone().unwrap_or_else(|| Origin::notes(port)))
}

fn keeps_cookies(origin: Origin) -> Result<Origin, StartError> {
    if origin.keeps_secure_cookies() { Ok(origin) } else { Err(StartError::InsecureOrigin(origin)) }
}
