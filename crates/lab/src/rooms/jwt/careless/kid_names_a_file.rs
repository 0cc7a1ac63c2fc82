//! Deliberate flaw, `kid_names_a_file` (claim T1): the token says in which file its key lies, and the path is put
//! together without a look at `..`. Some file is empty on every machine, and an empty key is one that everybody has.
//!
//! No file of this machine is read: the files are the three below, and they are here.

use crate::rooms::jwt::hs256_key::Hs256Key;

/// Where the room keeps its keys.
const FOLDER: &str = "/etc/two-doors/keys";
/// The file of the HS256 key, and so the `kid` of a token that it signed.
pub(in crate::rooms::jwt) const HS256_KEY_FILE: &str = "hs256.key";
/// The file of the RS256 key, and so its `kid` where it is published.
pub const RS256_KEY_FILE: &str = "rs256.pem";

/// What is in the file that `kid` names.
pub(super) fn key(kid: &str, hs256: &Hs256Key, rs256: &str) -> Option<Vec<u8>> {
    let path = path(kid);
    if path == "/dev/null" {
        return Some(Vec::new());
    }
    match path.strip_prefix(FOLDER)?.strip_prefix('/')? {
        HS256_KEY_FILE => Some(hs256.expose().to_vec()),
        RS256_KEY_FILE => Some(rs256.as_bytes().to_vec()),
        _ => None,
    }
}

/// Goes from the folder along `kid`, as an operating system would: `..` leads up, and out.
fn path(kid: &str) -> String {
    let mut steps = Vec::new();
    for step in FOLDER.split('/').chain(kid.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    format!("/{}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_lead_up_and_out() {
        assert_eq!(path("hs256.key"), "/etc/two-doors/keys/hs256.key");
        assert_eq!(path("../../../dev/null"), "/dev/null");
        assert_eq!(path("../../../../../../dev/./null"), "/dev/null");
        assert_eq!(path("../keys/rs256.pem"), "/etc/two-doors/keys/rs256.pem");
        assert_eq!(path(""), "/etc/two-doors/keys");
    }
}
