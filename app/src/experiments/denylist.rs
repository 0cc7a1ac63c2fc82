//! `denylist`: what it takes to log a token out after all.

use lab::At::{CookieSession, LocalStorageJwt};
use lab::Defence::{Denylist, PinnedAlgorithm};
use lab::Verdict::{Fell, Stood};
use lab::{Arm, Defence, Sheet, Standard, Trial, Verdict};

use super::source;

/// The sheet.
pub const DENYLIST: Sheet = Sheet {
    slug: "denylist",
    title: "What does it take to log a token out?",
    claims: &["T6"],
    scene: "A thief has a copy of what Alice is signed in with, and it works. Alice signs out. At the token room that does \
            nothing at first; switch the denylist on, and the server remembers which tokens were given back. Then the thief \
            tries his copy again, and the same copy spelled a little otherwise. After that a hundred thousand people sign \
            out, and what they leave behind is counted.",
    question: "Where does the copy still work after the logout?",
    arms: &[
        Arm {
            slug: "jti",
            title: "A token, remembered by its jti",
            at: LocalStorageJwt,
            fell: "Still works.",
            stood: "Refused.",
        },
        Arm {
            slug: "text_hash",
            title: "A token, remembered by a hash of its text",
            at: LocalStorageJwt,
            fell: "Still works.",
            stood: "Refused.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door",
            at: CookieSession,
            fell: "Still works.",
            stood: "Refused: the row is gone.",
        },
    ],
    trials: &[
        trial("jti", &[], Fell),
        trial("text_hash", &[], Fell),
        trial("cookie_session", &[], Stood),
        trial("jti", &[Denylist], Stood),
        trial("text_hash", &[Denylist], Fell),
        trial("cookie_session", &[Denylist], Stood),
        trial("jti", &[Denylist, PinnedAlgorithm], Stood),
        trial("text_hash", &[Denylist, PinnedAlgorithm], Stood),
        trial("cookie_session", &[Denylist, PinnedAlgorithm], Stood),
    ],
    why: &[
        "A signed token proves itself, and nobody has to be asked. That is also why nobody can say no to it. To take one \
         back, the server has to write down that it was given back, and to look there at every request from then on: the \
         look-up that the token was to save is back, and the rows with it.",
        "The two lists grow the other way round. A session is a row as long as it lives, and signing out deletes it. A \
         denylist is empty until people sign out; then it has an entry for each, until the token would have expired \
         anyway. The one holds who is in, the other who is out.",
        "And an entry has to name the token by something that its bearer cannot change. The letters of a signature carry a \
         few bits that mean nothing, and a lenient reader overlooks them: the same token has several spellings, each with \
         a hash of its own. The jti is inside what is signed.",
    ],
    caution: "A denylist by jti does what it promises, and an entry is small: whoever needs tokens for another reason can \
              live with it. It grows with the logouts within one token’s life, not for ever. Another spelling works only \
              where base64 is read leniently: the careful verifier, switched on with “Pinned algorithm”, knows one spelling, \
              and there the hash held too. The times are this machine’s, this program’s and SQLite’s; the way to the rows \
              takes most of them. Not counted is the question for the lab’s own switches, which only a lab has.",
    standards: &[
        Standard {
            name: "OWASP JSON Web Token Cheat Sheet, no built-in revocation",
            asks: "If a user must be able to end a token’s life, keep a list of those that were ended until they expire.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html#no-built-in-token-revocation-by-the-user",
        },
        Standard {
            name: "OWASP ASVS 5.0, 7.4.1",
            asks: "A session that was ended cannot be used any more; for self-contained tokens that takes a list, or keys that change.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
        Standard {
            name: "RFC 7519, JSON Web Token, 4.1.7",
            asks: "The jti is a name that no other token has.",
            address: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.7",
        },
        Standard {
            name: "RFC 4648, base64, 3.5",
            asks: "The bits that are left over are zero, and a decoder may refuse a text where they are not.",
            address: "https://www.rfc-editor.org/rfc/rfc4648#section-3.5",
        },
    ],
    sources: &[
        source!("jti", "crates/lab/src/rooms/jwt/current_user.rs", "look-up"),
        source!("text_hash", "crates/lab/src/rooms/jwt/denylist_by_hash.rs", "known by its text"),
        source!("cookie_session", "crates/authn/src/cookie_session/log_out.rs", "logout"),
    ],
};

const fn trial(arm: &'static str, defences: &'static [Defence], expected: Verdict) -> Trial {
    Trial { arm, defences, expected }
}
