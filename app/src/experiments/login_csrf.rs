//! `login-csrf`: a browser is signed in as somebody else, and its owner does not notice.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

const ORIGIN: &[Defence] = &[Defence::OriginCheck];
const FORM: &[Defence] = &[Defence::AntiForgeryToken];
const BOTH: &[Defence] = &[Defence::OriginCheck, Defence::AntiForgeryToken];

/// The sheet.
pub const LOGIN_CSRF: Sheet = Sheet {
    slug: "login-csrf",
    title: "Signed in, but as whom?",
    claims: &[],
    scene: "Alice is signed in and follows a link. The page behind it sends a sign-in form from her browser, with the attacker’s \
            own address and password. Everything in it is right but the person. Then Alice writes down the number of her card, \
            and the attacker looks into his account at home. He tries it from another site, and from another port of the same host.",
    question: "Where does the attacker read what Alice wrote?",
    arms: &[
        Arm {
            slug: "form",
            title: "A form that any page can send",
            at: At::CookieSession,
            fell: "He read her card.",
            stood: "Her card stayed hers.",
        },
        Arm {
            slug: "planted",
            title: "The same, and a cookie planted on the way",
            at: At::CookieSession,
            fell: "He read her card.",
            stood: "Her card stayed hers.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door",
            at: At::CookieSession,
            fell: "Signed in as him.",
            stood: "Nobody was signed in.",
        },
    ],
    trials: &[
        Trial { arm: "form", defences: &[], expected: Fell },
        Trial { arm: "planted", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Stood },
        Trial { arm: "form", defences: ORIGIN, expected: Stood },
        Trial { arm: "planted", defences: ORIGIN, expected: Stood },
        Trial { arm: "cookie_session", defences: ORIGIN, expected: Stood },
        Trial { arm: "form", defences: FORM, expected: Stood },
        // He asks the app for a form of his own, and gives her browser the cookie that belongs to it.
        Trial { arm: "planted", defences: FORM, expected: Fell },
        Trial { arm: "cookie_session", defences: FORM, expected: Stood },
        Trial { arm: "form", defences: BOTH, expected: Stood },
        Trial { arm: "planted", defences: BOTH, expected: Stood },
        Trial { arm: "cookie_session", defences: BOTH, expected: Stood },
    ],
    why: &[
        "Nothing is stolen here, and no password is guessed. A sign-in is a request that changes something, and a server that \
         does not ask where it came from lets any page send it. From then on the browser is somebody else’s, and what its owner \
         writes goes to him.",
        "An anti-forgery token in the sign-in form ties the form to the browser that was given it, by a cookie from before anybody \
         is signed in. The attacker has a form and a token of his own, but not in her browser; unless he can put his cookie \
         there. A server on another port of the same host can, for cookies do not know ports, and even a __Host- name does not \
         help against the host itself. The Origin check sees the port, and stops him.",
    ],
    caution: "Of the claim that a token on the form stops guessing, this shows only what the token is good for; that it stops no \
              guessing is the experiment “password-guessing”. In a browser that blocks such cookies the planting \
              may fail; it needs a server on the same host, which on a machine of your own is any other program.",
    standards: &[
        Standard {
            name: "OWASP CSRF Prevention Cheat Sheet, login forms",
            asks: "Sign-in forms need protection too: a token that belongs to a session from before the sign-in.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#possible-csrf-vulnerabilities-in-login-forms",
        },
        Standard {
            name: "Barth, Jackson, Mitchell: Robust Defenses for Cross-Site Request Forgery (2008)",
            asks: "Check where a sign-in comes from, by Origin or Referer: there is no session yet for a token to belong to.",
            address: "https://seclab.stanford.edu/websec/csrf/csrf.pdf",
        },
        Standard {
            name: "RFC 6265bis, weak confidentiality and integrity",
            asks: "Cookies are shared by all ports of a host, so a neighbour can read and set them.",
            address: "https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/",
        },
    ],
    sources: &[
        source!("form", "server/src/lab/rooms/login_csrf/log_in.rs", "sign-in switches"),
        source!("cookie_session", "server/src/http/cross_origin.rs", "origin check"),
    ],
};
