//! `replay-after-logout`: what a copy of the credential is worth after its owner has signed out.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

const STILL_WORKS: &str = "The copy still works.";
const DEAD: &str = "The copy is dead.";

/// The sheet.
pub const REPLAY_AFTER_LOGOUT: Sheet = Sheet {
    slug: "replay-after-logout",
    title: "Alice signs out. Does the thief?",
    claims: &["T4", "T11"],
    scene: "Malware on Alice’s device takes a copy of what keeps her signed in. No script in a page could have read the \
            cookies; a program on the device can. The attacker’s server tries the copy, and it works. Then Alice signs \
            out, is told that she has, and the server tries the same copy again.",
    question: "Where does the copy still work after the logout?",
    arms: &[
        Arm {
            slug: "local_storage_jwt",
            title: "The token door",
            at: At::LocalStorageJwt,
            fell: STILL_WORKS,
            stood: DEAD,
        },
        Arm {
            slug: "denylisted_jwt",
            title: "A token, in a room that can have a denylist",
            at: At::LocalStorageJwt,
            fell: STILL_WORKS,
            stood: DEAD,
        },
        Arm {
            slug: "signed_cookie",
            title: "A session that the cookie itself carries, signed",
            at: At::LocalStorageJwt,
            fell: STILL_WORKS,
            stood: DEAD,
        },
        Arm {
            slug: "cookie_session",
            title: "The session door",
            at: At::CookieSession,
            fell: STILL_WORKS,
            stood: DEAD,
        },
    ],
    trials: &[
        Trial { arm: "local_storage_jwt", defences: &[], expected: Fell },
        Trial { arm: "denylisted_jwt", defences: &[], expected: Fell },
        Trial { arm: "signed_cookie", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Stood },
        Trial { arm: "local_storage_jwt", defences: &[Defence::Denylist], expected: Fell },
        Trial { arm: "denylisted_jwt", defences: &[Defence::Denylist], expected: Stood },
        Trial { arm: "signed_cookie", defences: &[Defence::Denylist], expected: Fell },
        Trial { arm: "cookie_session", defences: &[Defence::Denylist], expected: Stood },
    ],
    why: &[
        "A token says everything itself: who, and until when. The server checks its signature and remembers nothing of \
         it, so at a logout there is nothing to take away. The browser forgets its copy, and every other copy is good \
         until it expires.",
        "That it stands in a cookie changes nothing, and calling it a session does not either. The signed cookie is built \
         the way Flask’s default session is, which the article’s own program uses: the whole session travels in it, and \
         the server keeps none of it. The session door’s cookie is a random number, and the row that it points to is \
         gone after the logout.",
        "A denylist mends the token, in the room that has one: the server remembers each token that was given back, and \
         asks at every request. That is a row and a look-up, which the token was meant to save. The token door has no \
         such switch.",
    ],
    caution: "All four are played with a browser without a window, so that the malware does the same everywhere. Signing \
              out saves nobody from a thief who is in before it: while Alice is signed in, every copy works at every door. \
              A shorter life would make the time after the logout shorter, not end it.",
    standards: &[
        Standard {
            name: "OWASP ASVS 5.0, 7.4.1",
            asks: "When a session is ended it can be used no more; for self-contained tokens that takes a list of what was \
                   ended, or something like it.",
            address: "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md",
        },
        Standard {
            name: "OWASP JSON Web Token Cheat Sheet, no built-in token revocation by the user",
            asks: "A token becomes invalid only when it expires; to give a user a logout, keep a denylist.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html#no-built-in-token-revocation-by-the-user",
        },
        Standard {
            name: "Flask, sessions",
            asks: "The default session is a signed cookie: its user can read it, and cannot change it without the key.",
            address: "https://flask.palletsprojects.com/en/stable/quickstart/#sessions",
        },
    ],
    sources: &[
        source!("local_storage_jwt", "crates/authn/src/local_storage_jwt/log_out.rs", "logout"),
        source!("denylisted_jwt", "crates/lab/src/rooms/jwt/log_out.rs", "logout with a denylist"),
        source!("signed_cookie", "crates/lab/src/rooms/signed_cookie.rs", "logout"),
        source!("cookie_session", "crates/authn/src/cookie_session/log_out.rs", "logout"),
    ],
};
