//! `token-theft`: what a script that gets into the page can take away.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

/// The sheet.
pub const TOKEN_THEFT: Sheet = Sheet {
    slug: "token-theft",
    title: "A script gets in. What can it take?",
    claims: &["T8"],
    scene: "Somebody posts a message with a script in it. Alice reads the message, and the script runs in her page, with \
            her rights. It reads what a script can read and sends it to the attacker, whose server tries it out.",
    question: "Where does the attacker get in as Alice?",
    arms: &[
        Arm {
            slug: "local_storage_jwt",
            title: "The token door",
            at: At::LocalStorageJwt,
            fell: "Stolen, and used.",
            stood: "Nothing taken.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door",
            at: At::CookieSession,
            fell: "Stolen, and used.",
            stood: "Nothing to take.",
        },
    ],
    trials: &[
        Trial { arm: "local_storage_jwt", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Stood },
        Trial { arm: "local_storage_jwt", defences: &[Defence::Escaping], expected: Stood },
        Trial { arm: "cookie_session", defences: &[Defence::Escaping], expected: Stood },
        Trial { arm: "local_storage_jwt", defences: &[Defence::ContentSecurityPolicy], expected: Stood },
        Trial { arm: "cookie_session", defences: &[Defence::ContentSecurityPolicy], expected: Stood },
    ],
    why: &[
        "localStorage belongs to the origin, and so does every script that runs in its pages: there is no line between \
         ours and a stranger’s. One expression reads both tokens, and from then on they work anywhere, without Alice’s \
         browser, until they expire.",
        "The session’s cookie is HttpOnly: the browser attaches it to requests and shows it to no script. The stranger’s \
         script ran just the same and found nothing to carry away.",
    ],
    caution: "HttpOnly stops theft, not riding. The same script could have sent requests from Alice’s page, and her browser \
              would have attached the cookie. The cure for a script that gets in is not to let it in: escaping, and a \
              Content Security Policy behind it.",
    standards: &[
        Standard {
            name: "OWASP HTML5 Security Cheat Sheet, local storage",
            asks: "Keep no session identifier in local storage: any script in the page can read it.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html#local-storage",
        },
        Standard {
            name: "OWASP ASVS 5.0, 3.3.4",
            asks: "A cookie that scripts need not read is HttpOnly, and a session’s id goes to the browser in no other way.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
        Standard {
            name: "RFC 6265bis, HttpOnly",
            asks: "A cookie with this attribute is left out wherever a script asks for cookies.",
            address: "https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/",
        },
    ],
    sources: &[
        source!("local_storage_jwt", "app/src/auth/local_storage_jwt/storage.rs", "tokens in local storage"),
        source!("cookie_session", "server/src/http/session_cookie.rs", "cookie attributes"),
    ],
};
