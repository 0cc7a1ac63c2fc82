//! `second-factor`: somebody has Alice's password. Where is it enough?

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

/// The sheet.
pub const SECOND_FACTOR: Sheet = Sheet {
    slug: "second-factor",
    title: "Mallory has Alice’s password. Where is it enough?",
    claims: &["P6"],
    scene: "Mallory has read Alice’s password somewhere. He types it into the form of each door, and then at the identity \
            provider, for two applications that send their users there: this app, and Notes. With the defence, Alice has turned \
            on a second factor at the provider before, with an app on her phone. She has turned on nothing else, and nobody has changed \
            an application.",
    question: "Where does the password alone get Mallory into Alice’s account?",
    arms: &[
        Arm {
            slug: "local_storage_jwt",
            title: "The token door’s own form",
            at: At::LocalStorageJwt,
            fell: "The password was enough.",
            stood: "The password was not enough.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door’s own form",
            at: At::CookieSession,
            fell: "The password was enough.",
            stood: "The password was not enough.",
        },
        Arm {
            slug: "identity_provider",
            title: "The provider, for two applications",
            at: At::IdentityProvider,
            fell: "The password was enough, at both.",
            stood: "Not enough, at either.",
        },
    ],
    trials: &[
        Trial { arm: "local_storage_jwt", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Fell },
        Trial { arm: "identity_provider", defences: &[], expected: Fell },
        Trial { arm: "local_storage_jwt", defences: &[Defence::SecondFactor], expected: Fell },
        Trial { arm: "cookie_session", defences: &[Defence::SecondFactor], expected: Fell },
        Trial { arm: "identity_provider", defences: &[Defence::SecondFactor], expected: Stood },
    ],
    why: &[
        "Where a form asks for the password and nothing else, whoever has the password is Alice. That is so at both doors: a cookie \
         is a better thing to hand out than a token in localStorage, and it is handed to whoever typed the right words.",
        "At the provider the second factor stands between the password and the session. An application that sends its users \
         there gets a code only after both. It does not know that there are two steps now: it asks the same question as before \
         and reads the same answer, which says in amr and acr how it went. So it was one switch, and it counted at both.",
        "The doors’ own forms never ask the provider. Alice’s switch means nothing to them. To be safe there too, a form would \
         need the second step, the codes, the recovery codes, the passkeys and the throttle for all of them; and so would the form of every \
         other application.",
    ],
    caution: "Both doors here belong to one app and share one check of passwords, so this app would have to build it once, and \
              every other application with a form of its own once more. A code from a phone can be given away to a page that only looks like the provider’s; a passkey cannot, and the \
              provider offers both. A session from before the switch goes on until somebody ends it. And while an application keeps \
              a form of its own, the provider’s second factor guards the front door of a house with another door open. \
              Each run begins this sandbox’s part of the provider anew: what you had set up there is gone.",
    standards: &[
        Standard {
            name: "OWASP ASVS 5.0, 6.3.3 and 6.3.4",
            asks: "Signing in takes more than one factor; and where there are several ways in, each is as strong as the others.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
        Standard {
            name: "RFC 8176",
            asks: "The ID token says by which methods somebody was authenticated, and that there were several.",
            address: "https://www.rfc-editor.org/rfc/rfc8176",
        },
    ],
    sources: &[
        source!("local_storage_jwt", "crates/authn/src/local_storage_jwt/log_in.rs", "only the password"),
        source!("cookie_session", "crates/authn/src/cookie_session/log_in.rs", "only the password"),
        source!("identity_provider", "crates/idp/src/sign_in/mod.rs", "the second factor"),
    ],
};
