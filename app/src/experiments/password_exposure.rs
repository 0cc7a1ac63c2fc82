//! `password-exposure`: who hears a password while it is typed.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial, Verdict};

use super::source;

const ESCAPING: &[Defence] = &[Defence::Escaping];
const POLICY: &[Defence] = &[Defence::ContentSecurityPolicy];

/// The sheet.
pub const PASSWORD_EXPOSURE: Sheet = Sheet {
    slug: "password-exposure",
    title: "A script listens. Where does it hear the password?",
    claims: &["P1", "P7"],
    scene: "Somebody posts a message with a script in it. The sign-in forms are on the same page, as in many a forum. The script \
            listens to the keys while Alice types her password, and the attacker tries what he got from his own program. At the doors \
            this page types for Alice. In the last arm you are Alice yourself: go to the identity provider and sign in there, as \
            alice@example.test with the password alice-through-the-glass. No page of ours can type for you there, and that is the point. \
            (The lab’s provider begins anew in your sandbox for that.)",
    question: "Where does the attacker learn Alice’s password?",
    arms: &[
        typed("local_storage_jwt", "The token door’s form", At::LocalStorageJwt),
        typed("cookie_session", "The session door’s form", At::CookieSession),
        typed("provider", "The identity provider’s page", At::IdentityProvider),
    ],
    trials: &[
        trial("local_storage_jwt", &[], Fell),
        trial("cookie_session", &[], Fell),
        trial("provider", &[], Stood),
        trial("local_storage_jwt", ESCAPING, Stood),
        trial("cookie_session", ESCAPING, Stood),
        trial("provider", ESCAPING, Stood),
        trial("local_storage_jwt", POLICY, Stood),
        trial("cookie_session", POLICY, Stood),
        trial("provider", POLICY, Stood),
    ],
    why: &[
        "HttpOnly protects what the browser keeps after a sign-in. What is typed before it passes through the page, and every \
         script in the page hears each key. In this the doors are twins: a password that is typed into the app’s own form is the \
         app’s to lose, whether a cookie or a token comes of it. And it is worth more than either: it works until it is changed, and \
         wherever else Alice uses it.",
        "The provider’s form stands on another origin. The script on the app’s page cannot read that page, nor listen to it, nor fill \
         it in; what comes back to the app is a code that works once, and only together with a secret of the app’s server. So a hole \
         in one of the apps that use the provider exposes nobody’s password.",
        "To take the user’s name and password and hand out tokens for them is what OAuth called the resource owner password \
         credentials grant. It was meant for clients that one trusts like the server itself, and is given up: the current best practice \
         says that it must not be used, and this provider does not know it.",
    ],
    caution: "This script stayed where it was. Another could draw a form that looks like the provider’s, or send Alice to a page of his \
              with a name like it: then only the address bar tells her, and people do not look. Passkeys withstand that, for the browser \
              looks, and signs for the one origin that a passkey belongs to. Nor does a provider keep a script in the app’s page from acting \
              as Alice once she is back: that is the experiment “session-riding”. The keys at the doors are pressed by this page’s own \
              script; the form, the listener and all that they send are real.",
    standards: &[
        Standard {
            name: "RFC 9700, Best Current Practice for OAuth 2.0 Security, 2.4",
            asks: "Do not use the password grant: it hands the user’s credentials to the client.",
            address: "https://www.rfc-editor.org/rfc/rfc9700#section-2.4",
        },
        Standard {
            name: "RFC 6749, OAuth 2.0, 4.3",
            asks: "The grant as it was: the client asks for the name and the password and trades them for tokens.",
            address: "https://www.rfc-editor.org/rfc/rfc6749#section-4.3",
        },
        Standard {
            name: "OWASP ASVS 5.0, 10.4.4",
            asks: "An authorization server offers neither the implicit grant nor the password grant.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
        Standard {
            name: "OWASP Cross Site Scripting Prevention Cheat Sheet",
            asks: "Encode whatever people wrote where it is shown; a policy is a second line, never the only one.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
        },
    ],
    sources: &[
        source!("local_storage_jwt", "server/src/parties/attacker/payload.rs", "listen"),
        source!("provider", "crates/idp/src/token/mod.rs", "grants"),
    ],
};

const fn typed(slug: &'static str, title: &'static str, at: At) -> Arm {
    Arm { slug, title, at, fell: "Overheard, and used.", stood: "Nobody heard it." }
}

const fn trial(arm: &'static str, defences: &'static [Defence], expected: Verdict) -> Trial {
    Trial { arm, defences, expected }
}
