//! What somebody who signed in sends along.

use super::super::http;

/// Who signs in everywhere. The password protects nothing: it is printed on the house's sign-in card.
const ALICE: &str = r#"{"email":"alice@example.test","password":"alice-through-the-glass"}"#;

/// The same person, where nobody lives from the start.
const NEW_ALICE: &str =
    r#"{"email":"alice@example.test","name":"Alice Liddell","password":"alice-through-the-glass"}"#;

/// A header that opens the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Credential {
    /// As it is sent: `Cookie: name=value`.
    pub(in super::super) header: String,
}

impl Credential {
    /// Its value as a bearer token's (RFC 6750 §2.1).
    pub(super) fn bearer(access_token: &str) -> Self {
        Self { header: format!("Authorization: Bearer {access_token}") }
    }

    /// A cookie, as `name=value`.
    pub(super) fn cookie(pair: &str) -> Self {
        Self { header: format!("Cookie: {pair}") }
    }

    /// What it adds to every request, in bytes.
    pub(in super::super) fn bytes(&self) -> usize {
        self.header.len() + "\r\n".len()
    }
}

/// Sends Alice's password to an address, as JSON, and expects 200.
pub(in super::super) fn sign_in(port: u16, path: &str) -> Result<http::Reply, String> {
    let json = ["Content-Type: application/json".to_owned()];
    let reply = http::send(port, "POST", path, &json, ALICE).map_err(|error| error.to_string())?;
    match reply.status {
        200 => Ok(reply),
        status => Err(format!("to sign in at {path} was answered with {status}: {}", reply.body)),
    }
}

/// Makes Alice's account, where it answers 202 whether or not there was one (OWASP, user enumeration).
pub(super) fn sign_up(port: u16, path: &str) -> Result<(), String> {
    let json = ["Content-Type: application/json".to_owned()];
    let reply = http::send(port, "POST", path, &json, NEW_ALICE).map_err(|error| error.to_string())?;
    match reply.status {
        202 => Ok(()),
        status => Err(format!("to sign up at {path} was answered with {status}: {}", reply.body)),
    }
}

/// Signs in at a program that sets a cookie by this name.
pub(super) fn sign_in_for_cookie(port: u16, path: &str, name: &str) -> Result<Credential, String> {
    let reply = sign_in(port, path)?;
    let pair = reply.cookie(name).ok_or_else(|| format!("{path} set no cookie {name}"))?;
    Ok(Credential::cookie(pair))
}
