//! `refresh-treadmill`: what a short life costs, and what it buys.

use lab::At::LocalStorageJwt;
use lab::Defence::ShortLife;
use lab::Verdict::{Fell, Stood};
use lab::{Arm, Defence, Sheet, Standard, Trial, Verdict};

use super::source;

/// The sheet.
pub const REFRESH_TREADMILL: Sheet = Sheet {
    slug: "refresh-treadmill",
    title: "How short must a token’s life be?",
    claims: &["T5"],
    scene: "A page asks for Alice’s profile once a minute, for an hour, and refreshes whenever its access token has run \
            out. The clock is moved by hand, so the hour takes a second; the requests are real. A thief copies an access \
            token as soon as it is issued, the worst moment there is, and comes back three minutes later. In the last two \
            arms he copies the refresh token instead, and both he and Alice use it.",
    question: "Where is the thief still in when he comes back?",
    arms: &[
        life("one_minute", "A token for 1 minute"),
        life("two_minutes", "A token for 2 minutes"),
        life("five_minutes", "A token for 5 minutes"),
        life("fifteen_minutes", "A token for 15 minutes"),
        refresh("stateless_refresh", "The token door’s refresh token"),
        refresh("family", "Refresh tokens in families"),
    ],
    trials: &[
        trial("one_minute", &[], Stood),
        trial("two_minutes", &[], Stood),
        trial("five_minutes", &[], Fell),
        trial("fifteen_minutes", &[], Fell),
        trial("stateless_refresh", &[], Fell),
        trial("family", &[], Stood),
        trial("one_minute", &[ShortLife], Stood),
        trial("two_minutes", &[ShortLife], Stood),
        trial("five_minutes", &[ShortLife], Stood),
        trial("fifteen_minutes", &[ShortLife], Stood),
        trial("stateless_refresh", &[ShortLife], Fell),
        trial("family", &[ShortLife], Stood),
    ],
    why: &[
        "A token that cannot be taken back can be made to run out soon. How soon is a trade: at a minute, every other \
         request is a refresh, and a stolen copy is worth a minute; at fifteen there are four refreshes an hour, and the \
         thief has a quarter of an hour. Nowhere on the curve is the window shut, as it is when a row is deleted.",
        "And the treadmill needs an engine. The refresh token lives for days, and whoever copies that one buys access \
         tokens as long as it lives. If the server remembers nothing of it, a thief’s use looks like the owner’s, and with \
         each use he gets another that lives for days.",
        "The cure is to remember after all. Each refresh token is used once, and all that descend from one sign-in are a \
         family. When one comes a second time, somebody copied it; which of the two is the thief cannot be told, so the \
         family ends, and both have to sign in again. That is a row a sign-in, and a look at it with each refresh.",
    ],
    caution: "Three minutes are our line; draw yours on the curve. Reuse is noticed only when both have used the token: a \
              thief whose victim never comes back is not found out, and after the second use his last access token works \
              until it runs out. The switch “Short life” belongs to the token room: the token door’s tokens stay as they \
              are. Bytes are those of requests and answers with their headers, as HTTP/1.1 writes them, without what the \
              network adds. A client that many pages share would refresh more cleverly, or race itself and be taken for a \
              thief.",
    standards: &[
        Standard {
            name: "RFC 9700, Best Current Practice for OAuth 2.0 Security, 4.14.2",
            asks: "Bind a public client’s refresh tokens to it, or use each once and end them all when one comes twice.",
            address: "https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2",
        },
        Standard {
            name: "RFC 6749, OAuth 2.0, 1.5",
            asks: "A refresh token buys access tokens, and goes to the authorization server alone.",
            address: "https://www.rfc-editor.org/rfc/rfc6749#section-1.5",
        },
        Standard {
            name: "OWASP ASVS 5.0, 10.4.5",
            asks: "Refresh tokens of public clients are bound to their sender, or rotate, and reuse of one ends them all.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
    ],
    sources: &[
        source!("one_minute", "crates/lab/src/rooms/jwt/claims.rs", "life"),
        source!("stateless_refresh", "crates/authn/src/local_storage_jwt/refresh.rs", "refresh"),
        source!("family", "crates/lab/src/rooms/jwt/refresh.rs", "refresh"),
    ],
};

const fn life(slug: &'static str, title: &'static str) -> Arm {
    let (fell, stood) = ("Still in after three minutes.", "Out within three minutes.");
    Arm { slug, title, at: LocalStorageJwt, fell, stood }
}

const fn refresh(slug: &'static str, title: &'static str) -> Arm {
    Arm { slug, title, at: LocalStorageJwt, fell: "Unnoticed, and still in.", stood: "Noticed, and out." }
}

const fn trial(arm: &'static str, defences: &'static [Defence], expected: Verdict) -> Trial {
    Trial { arm, defences, expected }
}
