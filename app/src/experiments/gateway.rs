//! `gateway`: what a service can do with the token that it was sent.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial};

use super::source;

const AUDIENCE: &[Defence] = &[Defence::Audience];
const SHORT: &[Defence] = &[Defence::ShortLife];
const BOTH: &[Defence] = &[Defence::Audience, Defence::ShortLife];

/// The sheet.
pub const GATEWAY: Sheet = Sheet {
    slug: "gateway",
    title: "A service keeps a copy of its token. What does it open?",
    claims: &["T18"],
    scene: "Alice is signed in at the app, with a session. For her it asks two services behind it, which have no user database: \
            it sends each a JWT that says on whose behalf. Somebody who works at one service reads in its log what it was sent, \
            and tries that at the same service, at the other one, at the app, and later.",
    question: "Where does the copy open more than the service was asked for?",
    arms: &[
        Arm {
            slug: "careless_gateway",
            title: "A gateway with one token for every service",
            at: At::CookieSession,
            fell: "It opened more.",
            stood: "It opened nothing else.",
        },
        Arm {
            slug: "reference_gateway",
            title: "A gateway with a token for each call",
            at: At::CookieSession,
            fell: "It opened more.",
            stood: "It opened nothing else.",
        },
    ],
    trials: &[
        trial("careless_gateway", &[], Fell),
        trial("reference_gateway", &[], Stood),
        // Each cures one half.
        trial("careless_gateway", AUDIENCE, Fell),
        trial("reference_gateway", AUDIENCE, Stood),
        trial("careless_gateway", SHORT, Fell),
        trial("reference_gateway", SHORT, Stood),
        trial("careless_gateway", BOTH, Stood),
        trial("reference_gateway", BOTH, Stood),
    ],
    why: &[
        "This is what a JWT is good for. The service needs no account and no database: a signature, an issuer, an audience and \
         an hour that has not struck are enough, and the app’s public keys are fetched once. The table counts it.",
        "And it is a bearer token: whoever holds it is believed. A service holds what it is sent, so a token that is good \
         everywhere makes each service as powerful as all of them. One that names its audience is refused by every other \
         service, and by the app, for which it never was.",
        "It is sent at once, so a minute is plenty. Alice’s browser has none of this: it has the session’s cookie, which the app \
         can end. That the app stops asking is how her logout reaches the services.",
    ],
    caution: "Within its minute and at its own service the copy works, even after Alice has logged out: it did, and had to, or the \
              refusals would show nothing. Whoever cannot live with that binds the token to its sender’s key (mutual TLS, DPoP). \
              And the service believes the app: whoever has the app’s key is everybody.",
    standards: &[
        Standard {
            name: "RFC 7519, 4.1.3: aud",
            asks: "Whoever does not find itself among the audience rejects the token.",
            address: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3",
        },
        Standard {
            name: "RFC 9700, 2.3: privilege restriction",
            asks: "An access token is good for one resource server, or a few, and for no more than is needed.",
            address: "https://www.rfc-editor.org/rfc/rfc9700#section-2.3",
        },
        Standard {
            name: "OWASP ASVS 5.0, 9.2.3",
            asks: "A service takes only tokens that are meant for it.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
    ],
    sources: &[
        source!("careless_gateway", "crates/lab/src/rooms/gateway.rs", "every audience"),
        source!("reference_gateway", "crates/authn/src/service_jwt/issue.rs", "one audience"),
        source!("reference_gateway", "server/src/parties/services/verifier.rs", "the service's check"),
    ],
};

const fn trial(arm: &'static str, defences: &'static [Defence], expected: lab::Verdict) -> Trial {
    Trial { arm, defences, expected }
}
