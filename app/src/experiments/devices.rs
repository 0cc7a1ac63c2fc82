//! `devices`: what somebody who lost a laptop can do from the phone.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

/// The sheet.
pub const DEVICES: Sheet = Sheet {
    slug: "devices",
    title: "A laptop is lost. Can it be signed out from afar?",
    claims: &["T10", "T12"],
    scene: "Alice is signed in on a phone and on a laptop, and the laptop is gone. She has the phone, and does what the app \
            lets her do from there. Meanwhile whoever has a copy of the credential sends two thousand requests, and each \
            that gets in is counted.",
    question: "Where does a copy of the credential go on working?",
    arms: &[
        Arm {
            slug: "local_storage_jwt",
            title: "The token door",
            at: At::LocalStorageJwt,
            fell: "The lost laptop is still in.",
            stood: "The lost laptop is out.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door",
            at: At::CookieSession,
            fell: "The lost laptop is still in.",
            stood: "Out, with the very next request.",
        },
    ],
    trials: &[
        Trial { arm: "local_storage_jwt", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Stood },
        Trial { arm: "local_storage_jwt", defences: &[Defence::ShortLife], expected: Fell },
        Trial { arm: "cookie_session", defences: &[Defence::ShortLife], expected: Stood },
        Trial { arm: "local_storage_jwt", defences: &[Defence::Denylist], expected: Fell },
        Trial { arm: "cookie_session", defences: &[Defence::Denylist], expected: Stood },
    ],
    why: &[
        "At the session door each sign-in is a row. The rows can be listed, and the laptop’s can be deleted from the phone. \
         Every request looks for its row, so the next one from the laptop finds nothing. Once the answer says that all are \
         ended, no request that begins afterwards gets in, however many are sent at once.",
        "The token door keeps nothing, so it has no list to show and nothing to end. Alice can throw away the token in her \
         own hand. The laptop’s she does not have.",
        "The two defences were played in the token room, which has this flaw and their switches. A short life ends the \
         trouble after a minute, and until then the laptop is in. A denylist refuses a token whose id somebody gave back; \
         Alice can give back the phone’s and does not know the laptop’s. To end that one too, the server would have to \
         write down every token that it issues, for each user. That is a table of sessions.",
    ],
    caution: "“At once” is meant for one server with one database, as here. Where sessions are cached in between, a deletion \
              takes as long as the cache. And a server could keep, for each user, a moment before which no token counts: \
              that would end all devices, for one look-up a request. It was not tried here.",
    standards: &[
        Standard {
            name: "OWASP ASVS 5.0, 7.5.2 and 7.4.2",
            asks: "Users can see and end their sessions; when an account is disabled, all of them end.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
        Standard {
            name: "OWASP JSON Web Token Cheat Sheet, no built-in token revocation",
            asks: "A token is good until it expires; ending it sooner takes a list on the server.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html#no-built-in-token-revocation-by-the-user",
        },
    ],
    sources: &[
        source!("local_storage_jwt", "app/src/auth/local_storage_jwt/end_all_devices.rs", "end all devices"),
        source!("cookie_session", "crates/authn/src/cookie_session/end_all_devices.rs", "end all devices"),
    ],
};
