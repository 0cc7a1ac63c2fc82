//! `jwt-in-a-cookie`: what is cured by moving the token into a cookie, and what is not.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

/// The sheet.
pub const JWT_IN_A_COOKIE: Sheet = Sheet {
    slug: "jwt-in-a-cookie",
    title: "The token moves into a cookie. What does that cure?",
    claims: &["T9"],
    scene: "A room keeps the same kind of token in an HttpOnly cookie. Two attacks that the token door loses are tried on \
            it: a script in Alice’s page looks for the token, and a copy that malware took on her device is tried after \
            she has signed out. The session door faces both.",
    question: "Which of these still succeeds?",
    arms: &[
        Arm {
            slug: "theft",
            title: "The token in a cookie: a script in the page",
            at: At::LocalStorageJwt,
            fell: "Stolen, and used.",
            stood: "Nothing to read.",
        },
        Arm {
            slug: "replay",
            title: "The token in a cookie: a copy, after the logout",
            at: At::LocalStorageJwt,
            fell: "The copy still works.",
            stood: "The copy is dead.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door: both",
            at: At::CookieSession,
            fell: "One of them succeeds.",
            stood: "Neither.",
        },
    ],
    trials: &[
        Trial { arm: "theft", defences: &[], expected: Stood },
        Trial { arm: "replay", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Stood },
        Trial { arm: "theft", defences: &[Defence::Denylist], expected: Stood },
        Trial { arm: "replay", defences: &[Defence::Denylist], expected: Stood },
        Trial { arm: "cookie_session", defences: &[Defence::Denylist], expected: Stood },
    ],
    why: &[
        "Who can read a credential depends on where it is kept. In an HttpOnly cookie no script can, whatever is written \
         in it, so the theft by a script ends here as it does at the session door.",
        "What a credential is good for depends on what it is. This is still a text that says everything itself. The \
         logout asks the browser to drop its cookie, and a copy made before works until the token expires.",
        "With a denylist the logout counts. But then there is a row to write and to read again at every request, and \
         what is left is a session with more parts.",
    ],
    caution: "The script could still have ridden the cookie: sent requests from Alice’s page, with the cookie attached. And \
              a token in a cookie goes along by itself, so it needs the same care against forged requests as any session.",
    standards: &[
        Standard {
            name: "RFC 6265bis, HttpOnly",
            asks: "A cookie with this attribute is left out wherever a script asks for cookies.",
            address: "https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/",
        },
        Standard {
            name: "OWASP ASVS 5.0, 7.4.1",
            asks: "When a session is ended it can be used no more; for self-contained tokens that takes a list of what was \
                   ended, or something like it.",
            address: "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md",
        },
    ],
    sources: &[
        source!("theft", "server/src/lab/rooms/room_cookie.rs", "room cookie attributes"),
        source!("replay", "crates/lab/src/rooms/jwt_cookie.rs", "logout"),
        source!("cookie_session", "crates/authn/src/cookie_session/log_out.rs", "logout"),
    ],
};
