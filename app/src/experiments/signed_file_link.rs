//! `signed-file-link`: a link that is a key, and who else gets it.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

const NO_REFERRER: &[Defence] = &[Defence::NoReferrer];
const ONCE: &[Defence] = &[Defence::SingleUse];
const BOTH: &[Defence] = &[Defence::NoReferrer, Defence::SingleUse];

/// The sheet.
pub const SIGNED_FILE_LINK: Sheet = Sheet {
    slug: "signed-file-link",
    title: "Five minutes for one file. For whom?",
    claims: &["T17"],
    scene: "Alice is signed in at the app and opens her payslip, which lies on a file store that has no user database. The app signs \
            what the store needs to know: this path, this method, five minutes. Below the payslip Mallory has left a comment with a \
            picture from her own server, and somebody who works at the store reads its log.",
    question: "Where does somebody else open Alice’s payslip?",
    arms: &[
        Arm {
            slug: "jwt_in_the_address",
            title: "The JWT stands in the link’s address",
            at: At::CookieSession,
            fell: "Opened by others.",
            stood: "Opened by Alice alone.",
        },
        Arm {
            slug: "jwt_by_form",
            title: "A form hands the JWT over, once",
            at: At::CookieSession,
            fell: "Opened by others.",
            stood: "Opened by Alice alone.",
        },
    ],
    trials: &[
        trial("jwt_in_the_address", &[], Fell),
        trial("jwt_by_form", &[], Stood),
        // The log still has the address.
        trial("jwt_in_the_address", NO_REFERRER, Fell),
        trial("jwt_by_form", NO_REFERRER, Stood),
        trial("jwt_in_the_address", ONCE, Stood),
        trial("jwt_by_form", ONCE, Stood),
        trial("jwt_in_the_address", BOTH, Stood),
        trial("jwt_by_form", BOTH, Stood),
    ],
    why: &[
        "The store asks nobody. It checks a signature with a public key that it fetched once, and compares path, method and time \
         with the request. The table shows that nothing else is opened, and nothing five minutes later.",
        "But it asks for no name either: whoever brings the link is let in. And an address is told. A page whose policy is unsafe-url \
         sends it, query and all, to every site that it takes a picture from. The browser’s own policy sends the origin alone, \
         which was measured here too. The store’s log and the browser’s history have the whole address under any policy.",
        "A form carries the JWT in the request’s body, which is in none of these. Opened once, a link is worth nothing to whoever \
         finds it later; for that the store has to remember it for its five minutes, and so keeps something after all.",
    ],
    caution: "Single use helps after Alice has opened her file. Whoever gets the link before her opens it, and then she cannot. Links \
              that are sent in a mail cannot be forms; for those, five minutes, one file and no-referrer are what there is. And a log \
              that keeps the bodies of requests would have the form’s JWT too.",
    standards: &[
        Standard {
            name: "RFC 6750, 5.3: safeguarding bearer tokens",
            asks: "Bearer tokens do not travel in page addresses, which browsers, servers and logs do not keep to themselves.",
            address: "https://www.rfc-editor.org/rfc/rfc6750#section-5.3",
        },
        Standard {
            name: "RFC 9449, 4.2: htm and htu",
            asks: "A token names the method and the address of the one request that it is for.",
            address: "https://www.rfc-editor.org/rfc/rfc9449#section-4.2",
        },
        Standard {
            name: "OWASP ASVS 5.0, 14.2.1",
            asks: "What is sensitive is sent in a body or a header, and not in an address.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
        Standard {
            name: "Referrer Policy, 3",
            asks: "What a page tells other sites of its address; by default, its origin alone.",
            address: "https://www.w3.org/TR/referrer-policy/#referrer-policies",
        },
    ],
    sources: &[
        source!("jwt_in_the_address", "server/src/lab/file_link/jwt_in_the_address.rs", "in the address"),
        source!("jwt_in_the_address", "server/src/parties/services/referrer.rs", "referrer policy"),
        source!("jwt_by_form", "crates/authn/src/service_jwt/file_link.rs", "one request"),
        source!("jwt_by_form", "server/src/parties/services/shared.rs", "one link"),
    ],
};

const fn trial(arm: &'static str, defences: &'static [Defence], expected: lab::Verdict) -> Trial {
    Trial { arm, defences, expected }
}
