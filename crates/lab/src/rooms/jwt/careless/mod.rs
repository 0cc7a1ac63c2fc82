//! The careless verifier: it asks the token how the token wants to be checked. Each way to answer is a defect with a
//! module of its own, and [`super::Defence::PinnedAlgorithm`] is the cure for all of them.

mod alg_none_is_believed;
mod algorithm_confusion;
mod jku_is_fetched;
mod kid_names_a_file;
mod signature_has_other_spellings;

use domain::{AccessTokenClaims, Refusal};
use serde::Deserialize;

pub(super) use algorithm_confusion::hmac;
pub use jku_is_fetched::FetchKeys;
pub(super) use kid_names_a_file::HS256_KEY_FILE;
pub use kid_names_a_file::RS256_KEY_FILE;

use super::Room;
use super::hs256_key::Hs256Key;
use super::rsa_key;

/// What a token says about itself (RFC 7515 §4.1). All of it was written by whoever sent it.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    jku: Option<String>,
}

/// A token, taken apart.
struct Parts<'a> {
    header: Header,
    claims: AccessTokenClaims,
    signed: &'a str,
    signature: Vec<u8>,
}

impl<'a> Parts<'a> {
    fn of(access_token: &'a str) -> Option<Self> {
        let (signed, signature) = access_token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let decode = signature_has_other_spellings::decode;
        Some(Self {
            header: serde_json::from_slice(&decode(header)?).ok()?,
            claims: serde_json::from_slice(&decode(payload)?).ok()?,
            signed,
            signature: decode(signature)?,
        })
    }
}

// #region careless verifier
/// The claims of a token that proved itself in whatever way it liked.
pub(super) async fn verify(
    room: &Room<'_>,
    internet: &dyn FetchKeys,
    access_token: &str,
) -> Result<Option<AccessTokenClaims>, Refusal> {
    let Some(Parts { header, claims, signed, signature }) = Parts::of(access_token) else { return Ok(None) };
    if alg_none_is_believed::believes(&header.alg) {
        return Ok(Some(claims));
    }
    let keys = keys(room, internet, &header).await?;
    let fits = |key: &Vec<u8>| algorithm_confusion::verify(&header.alg, key, signed.as_bytes(), &signature);
    Ok(keys.iter().any(fits).then_some(claims))
}

/// The keys to try: those that the token names, or, if it names none, those that are configured.
async fn keys(room: &Room<'_>, internet: &dyn FetchKeys, header: &Header) -> Result<Vec<Vec<u8>>, Refusal> {
    if let Some(jku) = &header.jku {
        return Ok(jku_is_fetched::keys(internet, jku).await);
    }
    let (hs256, rs256) = (Hs256Key::of(room)?, rsa_key(room.house).await?.public_pem());
    Ok(match &header.kid {
        Some(kid) => kid_names_a_file::key(kid, &hs256, rs256).into_iter().collect(),
        None => vec![hs256.expose().to_vec(), rs256.as_bytes().to_vec()],
    })
}
// #endregion careless verifier
