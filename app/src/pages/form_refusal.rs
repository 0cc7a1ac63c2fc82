//! Why a form that was posted without scripts was refused: the server sends the browser back with it in the URL.
//!
//! Anybody can write that URL, so all that is read from it is which refusal it was; the sentence is ours.

use domain::Refusal;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn;
use server_fn::error::ServerFnUrlError;

use crate::Refused;

/// The refusal that server function `F` sent this browser back with.
pub(super) fn refusal_of<F: ServerFn>() -> Option<Refusal> {
    let query = use_query_map().read_untracked();
    query.get_str("__path").filter(|path| *path == F::PATH)?;
    decode(query.get_str("__err")?)
}

fn decode(err: &str) -> Option<Refusal> {
    match ServerFnUrlError::<Refused>::decode_err(err) {
        Refused::House(refusal) => Some(refusal),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_survives_the_url() {
        let refusal = Refusal::Throttled { retry_after: 4 };
        let sent = ServerFnUrlError::new("/fn/session/log_in", Refused::House(refusal));
        let url = sent.to_url("http://localhost:3000/compare").unwrap();
        let err = url.query_pairs().find(|(name, _)| name == "__err").unwrap().1;
        assert_eq!(decode(&err), Some(refusal));
    }

    #[test]
    fn whatever_an_attacker_writes_is_a_sentence_of_ours_or_nothing() {
        for err in ["", "\0", "!!!", "PHNjcmlwdD4=", "IllvdXIgYWNjb3VudCBpcyBsb2NrZWQi"] {
            assert!(matches!(decode(err), None | Some(Refusal::Malformed)), "{err:?}");
        }
    }
}
