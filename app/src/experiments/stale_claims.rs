//! `stale-claims`: what somebody may do whose rights were taken away a moment ago.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

/// The sheet.
pub const STALE_CLAIMS: Sheet = Sheet {
    slug: "stale-claims",
    title: "An admin is demoted. Who notices?",
    claims: &["T3"],
    scene: "An admin signs in and lists every account, which only an admin may. Then an operator takes that right away. The \
            former admin is still signed in and asks again.",
    question: "Where does the demoted admin still get what only an admin may see?",
    arms: &[
        Arm {
            slug: "local_storage_jwt",
            title: "The token door",
            at: At::LocalStorageJwt,
            fell: "Still an admin.",
            stood: "Demoted, and noticed.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door",
            at: At::CookieSession,
            fell: "Still an admin.",
            stood: "Noticed at once.",
        },
    ],
    trials: &[
        Trial { arm: "local_storage_jwt", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Stood },
        // It helps, and does not cure: within the minute the claim is as stale as ever.
        Trial { arm: "local_storage_jwt", defences: &[Defence::ShortLife], expected: Fell },
        Trial { arm: "cookie_session", defences: &[Defence::ShortLife], expected: Stood },
    ],
    why: &[
        "The token says “admin”, because it was true when the token was signed. Nobody asks again: not having to ask is what \
         such a token is for. So the demotion counts when the token expires, and the table says after how many seconds that \
         is.",
        "The session’s row says whose session it is, and nothing of a role. Role and session are read together with every \
         request, so the next request is judged by the new role.",
        "A short life was tried in the token room, which has the same flaw and a switch for it. It narrows the gap from a \
         quarter of an hour to a minute, and does not close it. The rest of the cure is to read the role where it matters, \
         and then the token’s own claim decides nothing.",
    ],
    caution: "A token that is refreshed says the new role, for a refresh reads the account: that was tried too. But whoever \
              has lost a right is in no hurry to refresh. And where a right changes rarely and costs little, a minute may be \
              good enough; that is for its owner to weigh.",
    standards: &[
        Standard {
            name: "OWASP Authorization Cheat Sheet, validate permissions on every request",
            asks: "Check what somebody may do at each request, on the server.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html#validate-the-permissions-on-every-request",
        },
        Standard {
            name: "OWASP ASVS 5.0, 8.3.2",
            asks: "A change of what somebody may do counts at once; where it cannot, that is made up for by other means.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
        Standard {
            name: "RFC 7519, 4.1.4: exp",
            asks: "A token is not accepted on or after this time.",
            address: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4",
        },
    ],
    sources: &[
        source!("local_storage_jwt", "crates/authn/src/local_storage_jwt/accounts.rs", "who is an admin"),
        source!("cookie_session", "crates/authn/src/cookie_session/accounts.rs", "who is an admin"),
    ],
};
