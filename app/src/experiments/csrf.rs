//! `csrf`: what another origin's page can make a signed-in browser do.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

const SAME_SITE: &[Defence] = &[Defence::SameSite];
const ORIGIN: &[Defence] = &[Defence::OriginCheck];
const FORM: &[Defence] = &[Defence::AntiForgeryToken];
const BOTH: &[Defence] = &[Defence::OriginCheck, Defence::AntiForgeryToken];

/// The sheet.
pub const CSRF: Sheet = Sheet {
    slug: "csrf",
    title: "Another page asks. Whose cookie pays?",
    claims: &["T15"],
    scene: "Alice is signed in and follows a link. The page behind it makes her browser send requests to where she is signed \
            in: forms, scripts’ requests, images, links, JSON that calls itself plain text. It does so once from another site, \
            and once from another port of the same host. The four banks differ in what their cookie says of SameSite.",
    question: "Where is something done in Alice’s name?",
    arms: &[
        bank("none", "A bank with SameSite=None"),
        bank("unset", "A bank that says nothing of SameSite"),
        bank("lax", "A bank with SameSite=Lax"),
        bank("strict", "A bank with SameSite=Strict"),
        door("local_storage_jwt", "The token door", At::LocalStorageJwt, "Nothing rides along."),
        door("cookie_session", "The session door", At::CookieSession, "Nothing was changed."),
    ],
    trials: &[
        trial("none", &[], Fell),
        trial("unset", &[], Fell),
        trial("lax", &[], Fell),
        trial("strict", &[], Fell),
        trial("local_storage_jwt", &[], Stood),
        trial("cookie_session", &[], Stood),
        // What another port asks for is of the same site, and a link takes a Lax cookie along.
        trial("none", SAME_SITE, Fell),
        trial("unset", SAME_SITE, Fell),
        trial("lax", SAME_SITE, Fell),
        trial("strict", SAME_SITE, Fell),
        trial("local_storage_jwt", SAME_SITE, Stood),
        trial("cookie_session", SAME_SITE, Stood),
        // A GET that changes something passes the check: it trusts that there is none.
        trial("none", ORIGIN, Fell),
        trial("unset", ORIGIN, Fell),
        trial("lax", ORIGIN, Fell),
        trial("strict", ORIGIN, Fell),
        trial("local_storage_jwt", ORIGIN, Stood),
        trial("cookie_session", ORIGIN, Stood),
        trial("none", FORM, Stood),
        trial("unset", FORM, Stood),
        trial("lax", FORM, Stood),
        trial("strict", FORM, Stood),
        trial("local_storage_jwt", FORM, Stood),
        trial("cookie_session", FORM, Stood),
        trial("none", BOTH, Stood),
        trial("unset", BOTH, Stood),
        trial("lax", BOTH, Stood),
        trial("strict", BOTH, Stood),
        trial("local_storage_jwt", BOTH, Stood),
        trial("cookie_session", BOTH, Stood),
    ],
    why: &[
        "A cookie goes where the browser sends a request, whoever asked for it. SameSite keeps it at home when the page that \
         asks is on another site; Lax makes an exception for following a link. But a site is a host and a scheme, and a port is \
         no part of it. So a page on another port of the same host is one of the house’s own, and even Strict goes along.",
        "The Origin check asks where a request comes from, and tells a port from a port. It lets GET pass, for links from \
         elsewhere are meant to work, and trusts that reading changes nothing. These banks break that promise; the session door \
         keeps it. An anti-forgery token stands in the form of the bank’s own page, which another origin cannot read.",
        "CORS decides who may read an answer. A form, a link, an image and JSON that calls itself plain text are sent and done \
         without it. Only what a browser asks permission for stays away, and a server that tells everybody yes gives even that up.",
    ],
    caution: "Two rows are the browser’s own doing. This one may block third-party cookies; where they are allowed, SameSite=None \
              goes along with another site’s scripts and images too. And Chromium takes a cookie that says nothing of SameSite \
              for None while it is newer than two minutes, for Lax after that; other browsers do it otherwise. To the session \
              door the forms were sent into a frame, where a Lax cookie of another site stays at home just as with a form that \
              leaves the page.",
    standards: &[
        Standard {
            name: "OWASP Cross-Site Request Forgery Prevention Cheat Sheet",
            asks: "Tokens or Fetch Metadata as the defence, SameSite as one more layer, and no change of state by GET.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html",
        },
        Standard {
            name: "RFC 6265bis, SameSite",
            asks: "A defence in depth, against requests of other sites alone; the port is no part of a site.",
            address: "https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/",
        },
        Standard {
            name: "Fetch, CORS protocol",
            asks: "Simple requests are sent without asking; what the server allows is sharing the answer.",
            address: "https://fetch.spec.whatwg.org/#http-cors-protocol",
        },
        Standard {
            name: "OWASP ASVS 5.0, 3.5.1",
            asks: "A request that changes something is shown to come from the application itself.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
    ],
    sources: &[
        source!("none", "server/src/lab/rooms/csrf/cookies.rs", "four cookies"),
        source!("local_storage_jwt", "app/src/auth/local_storage_jwt/storage.rs", "tokens in local storage"),
        source!("cookie_session", "server/src/http/cross_origin.rs", "origin check"),
    ],
};

const fn bank(slug: &'static str, title: &'static str) -> Arm {
    Arm { slug, title, at: At::CookieSession, fell: "Alice paid Mallory.", stood: "Nobody was paid." }
}

const fn door(slug: &'static str, title: &'static str, at: At, stood: &'static str) -> Arm {
    Arm { slug, title, at, fell: "Done in Alice’s name.", stood }
}

const fn trial(arm: &'static str, defences: &'static [Defence], expected: lab::Verdict) -> Trial {
    Trial { arm, defences, expected }
}
