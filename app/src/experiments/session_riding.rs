//! `session-riding`: what a script that gets into the page can do without taking anything away.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

/// The sheet.
pub const SESSION_RIDING: Sheet = Sheet {
    slug: "session-riding",
    title: "A script gets in and takes nothing. What can it do?",
    claims: &["T13"],
    scene: "Somebody posts a message with a script in it. This one steals nothing: while Alice reads, it sends a request \
            from her own page, to have her name changed. Her profile is then read in another browser.",
    question: "At which door does the script change Alice’s name?",
    arms: &[
        Arm {
            slug: "local_storage_jwt",
            title: "The token door",
            at: At::LocalStorageJwt,
            fell: "Her name was changed.",
            stood: "Her name is her own.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door",
            at: At::CookieSession,
            fell: "Ridden: her name was changed.",
            stood: "Her name is her own.",
        },
    ],
    trials: &[
        Trial { arm: "local_storage_jwt", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Fell },
        Trial { arm: "local_storage_jwt", defences: &[Defence::Escaping], expected: Stood },
        Trial { arm: "cookie_session", defences: &[Defence::Escaping], expected: Stood },
        Trial { arm: "local_storage_jwt", defences: &[Defence::ContentSecurityPolicy], expected: Stood },
        Trial { arm: "cookie_session", defences: &[Defence::ContentSecurityPolicy], expected: Stood },
    ],
    why: &[
        "The cookie is HttpOnly, and it was ridden all the same. HttpOnly keeps a script from reading the cookie. It does \
         not keep the browser from attaching it, and the browser attaches it to every request that a page of ours sends to \
         our server, whoever wrote the script that sent it.",
        "None of the checks that stop other sites helps here. The request came from our own origin, from Alice’s page, in \
         Alice’s browser; nothing in it differs from a request that she asked for. At the token door the script had to \
         attach the token itself, and could, for it can read it.",
        "So there is one cure for both doors: no stranger’s script in the page. Escaping what people post takes the script \
         away; a Content Security Policy refuses to run the one that was overlooked.",
    ],
    caution: "The doors are not alike in what comes next. A ride ends when Alice closes the page, and the thief has nothing \
              afterwards. A stolen token goes on working elsewhere: that is the experiment “token-theft”. Nor is a name the \
              worst that can be changed: whatever the app lets Alice do without asking for her password again, a script in \
              her page can do.",
    standards: &[
        Standard {
            name: "OWASP Session Management Cheat Sheet, HttpOnly",
            asks: "HttpOnly prevents theft by script; it must go with other measures, for a script can still use the session.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#httponly-attribute",
        },
        Standard {
            name: "OWASP Cross Site Scripting Prevention Cheat Sheet",
            asks: "Encode whatever people wrote where it is shown; a policy is a second line, never the only one.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
        },
        Standard {
            name: "RFC 6265bis, 8.2: ambient authority",
            asks: "Mind that a cookie goes along with every request, whether or not its user meant to send it.",
            address: "https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/",
        },
    ],
    sources: &[
        source!("local_storage_jwt", "server/src/parties/attacker/payload.rs", "ride"),
        source!("cookie_session", "server/src/http/session_cookie.rs", "cookie attributes"),
    ],
};
