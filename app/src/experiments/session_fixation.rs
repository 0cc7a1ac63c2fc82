//! `session-fixation`: an id that was known before the sign-in, and what it is worth after it.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

/// The sheet. No article speaks of this: it is what a session can get wrong, and the reference must not.
pub const SESSION_FIXATION: Sheet = Sheet {
    slug: "session-fixation",
    title: "The attacker brings the key. Does Alice lock up with it?",
    claims: &[],
    scene: "The attacker does not steal Alice’s session: he gives her one. He had the browser before her, or runs a server \
            on another port of the same host, and put a session cookie there whose value he knows. Alice signs in, and his \
            server asks for her profile with that value. He tries an id that he made up, and the id of a session of his own.",
    question: "Where is Alice signed in under an id that the attacker knows?",
    arms: &[
        Arm {
            slug: "naive_session",
            title: "A session that keeps the id it was brought",
            at: At::CookieSession,
            fell: "His id is her session.",
            stood: "His id is dead.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door",
            at: At::CookieSession,
            fell: "His id is her session.",
            stood: "His id is dead.",
        },
    ],
    trials: &[
        Trial { arm: "naive_session", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Stood },
        Trial { arm: "naive_session", defences: &[Defence::FreshId], expected: Stood },
        Trial { arm: "cookie_session", defences: &[Defence::FreshId], expected: Stood },
    ],
    why: &[
        "A session id is a secret only if nobody else knew it first. The room keeps a row on the server, random ids and \
         an HttpOnly cookie, and falls all the same: it takes whatever id the browser brings, and signs Alice in under it.",
        "The session door deals a new id at every sign-in and ends the old one. It does not matter then who put the old \
         one there, or how: what the attacker knows is worth nothing from the moment that it would be worth something.",
    ],
    caution: "The cookie is planted in a browser without a window. The prefix __Host- keeps another host, and a plain \
              connection to another name, from planting it; it does not keep out whoever had the browser first. Nothing \
              here stops an attacker from signing Alice in to an account of his own: that is login CSRF.",
    standards: &[
        Standard {
            name: "CWE-384, Session Fixation",
            asks: "Invalidate whatever session there was before a user is authenticated, and begin another.",
            address: "https://cwe.mitre.org/data/definitions/384.html",
        },
        Standard {
            name: "OWASP ASVS 5.0, 7.2.4",
            asks: "A sign-in gets a new session token, and the one before it is ended.",
            address: "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md",
        },
    ],
    sources: &[
        source!("naive_session", "crates/lab/src/rooms/naive_session/mod.rs", "the id that was brought"),
        source!("cookie_session", "crates/authn/src/cookie_session/sign_in.rs", "a fresh id"),
    ],
};
