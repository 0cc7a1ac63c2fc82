//! Deliberate flaw, `denylist_by_hash` (claim T6): the denylist knows a token by the hash of its text. The same token can
//! be spelled otherwise, and the other spelling has another hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

// #region known by its text
/// The entry of a token.
pub(super) fn entry(access_token: &str) -> String {
    format!("sha256:{}", URL_SAFE_NO_PAD.encode(Sha256::digest(access_token)))
}
// #endregion known by its text
