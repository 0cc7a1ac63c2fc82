//! `session-store-cost`: what it costs to know who asks.

use lab::At::{CookieSession, LocalStorageJwt};
use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Sheet, Standard, Trial};

use super::source;

/// The sheet.
pub const SESSION_STORE_COST: Sheet = Sheet {
    slug: "session-store-cost",
    title: "What does it cost to know who asks?",
    claims: &["T2", "T14"],
    scene: "Nobody attacks anybody here. Alice is signed in, and her page asks for her profile over and over: with a bare token, \
            with a token that a denylist can take back, with her session as its row says, and with her session as the server \
            remembers it. The ways take turns, a few requests each. The server counts what it asks its store. Then Alice signs \
            out, and each way is tried once more. A way falls here if every request has to ask the store.",
    question: "Which of them has to ask the store at every request?",
    arms: &[
        way("bare_token", "A bare token", LocalStorageJwt),
        way("token_with_denylist", "A token, with a denylist", LocalStorageJwt),
        way("session_row", "A session, read from its row", CookieSession),
        way("session_in_memory", "A session in memory", CookieSession),
    ],
    // There is nothing to defend against, and so nothing to switch on: the denylist is an arm, and the memory is another.
    trials: &[
        Trial { arm: "bare_token", defences: &[], expected: Stood },
        Trial { arm: "token_with_denylist", defences: &[], expected: Fell },
        Trial { arm: "session_row", defences: &[], expected: Fell },
        Trial { arm: "session_in_memory", defences: &[], expected: Stood },
    ],
    why: &[
        "A signed token says who its bearer is, and the server checks that with a key that it has at hand. So it asks nobody, and \
         so nobody can tell it that Alice has signed out: her token opened her profile afterwards as before. Let her logout \
         count, and there is a list to ask, and the look-up is back. A token that can be ended costs what a session costs.",
        "A session is a row, and to read it is one question with an index. Being signed in writes next to nothing: that a session \
         is still used is noted once a minute at most. Redis keeps the same row elsewhere. It is quick, and it has to be asked \
         all the same.",
        "What saves the question is to remember the answer, in the server itself. That is easy; hard is to forget in time. Here \
         whatever ends a session says so to every server that remembers, and waits until each has heard of it, or has lost \
         the right to answer from memory. So this way asks nothing, like the bare token, and yet ends with the logout.",
    ],
    caution: "What decides here is a count, and no time: times on a machine that does other things are worth little. The server \
              takes them itself, without the network, from the first layer of the app to the last, one request after the other, on \
              the engines that this server was started with. In a browser you would not feel the difference. The denylist’s way \
              asks one thing more, which switches are on, as only a lab does: it is left out of the count, and is in its time. \
              What a load makes of it stands in the tables above. One user is signed in here; what \
              many sessions do is in the second of them.",
    standards: &[
        Standard {
            name: "OWASP ASVS 5.0, 7.4.1",
            asks: "A session that was ended cannot be used any more; for self-contained tokens that takes a list, or keys that change.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
        Standard {
            name: "RFC 7009, OAuth 2.0 Token Revocation, 3",
            asks: "Tokens that are checked without a question need one all the same, if they are to be taken back at once.",
            address: "https://www.rfc-editor.org/rfc/rfc7009#section-3",
        },
        Standard {
            name: "Gray and Cheriton, Leases (1989)",
            asks: "Whoever remembers something holds a lease on it; whoever changes it waits until all have heard, or their leases are over.",
            address: "https://dl.acm.org/doi/10.1145/74851.74870",
        },
    ],
    sources: &[
        source!("token_with_denylist", "crates/lab/src/rooms/jwt/current_user.rs", "look-up"),
        source!("session_row", "crates/authn/src/cookie_session/sign_in.rs", "remembered, or read"),
        source!("session_in_memory", "crates/store/src/cache/node.rs", "change and announce"),
    ],
};

const fn way(slug: &'static str, title: &'static str, at: At) -> Arm {
    Arm { slug, title, at, fell: "Asks the store at every request.", stood: "Asks nothing." }
}
