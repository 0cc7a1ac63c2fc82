//! A few minutes' access to one file on a store that knows no user (claim T17).

use domain::{Refusal, SandboxId};
use serde::Serialize;

use super::{Ed25519Key, FILE_LINK_LIFETIME, ServiceToken};
use crate::cookie_session::{Session, current_sign_in};
use crate::{House, Visitor, random_name};

/// The type in the header: no other JWT of ours is taken for one of these (RFC 8725 §3.11).
pub const FILE_LINK_TYPE: &str = "file-link+jwt";

/// What the store is told: which request, and until when. Not for whom, for it need not know.
#[derive(Debug, Serialize)]
struct FileLinkClaims {
    /// Who says so: the app's origin (RFC 7519 §4.1.1).
    iss: String,
    /// For which service it is meant (RFC 7519 §4.1.3).
    aud: String,
    /// The one method (RFC 9449 §4.2).
    htm: &'static str,
    /// The one address, without query and fragment (RFC 9449 §4.2).
    htu: String,
    /// When it was issued, in seconds since 1970.
    iat: i64,
    /// When it stops working, in seconds since 1970.
    exp: i64,
    /// Its own name, 128 random bits: what a store remembers that opens a file once only.
    jti: String,
}

/// What whoever is signed in hands to the store.
#[derive(Debug)]
pub struct FileLink {
    /// The file's address.
    pub address: String,
    /// What opens it.
    pub token: ServiceToken,
}

// #region one request
/// Signs access to one file, for whoever is signed in.
///
/// `issuer` is our own origin, `audience` the store's, `method` the one that the link is for, and `path` the file's there, in
/// the sandbox of whoever asks.
///
/// # Errors
/// [`Refusal::Unauthorized`] without a live session; [`Refusal::Unavailable`].
pub async fn issue_file_link(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    (issuer, audience): (String, String),
    method: &'static str,
    path: impl FnOnce(&SandboxId) -> String,
) -> Result<FileLink, Refusal> {
    let signed_in = current_sign_in(house, session, visitor).await?;
    let address = format!("{audience}{}", path(&signed_in.sandbox));
    let iat = house.clock.now();
    let claims = FileLinkClaims {
        iss: issuer,
        aud: audience,
        htm: method,
        htu: address.clone(),
        iat,
        exp: iat + FILE_LINK_LIFETIME,
        jti: random_name(&*house.random),
    };
    Ok(FileLink { address, token: Ed25519Key::of(house)?.sign(FILE_LINK_TYPE, &claims)? })
}
// #endregion one request
