//! `single-sign-on`: two apps, one user. What she types, and what one sign-out ends.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Sheet, Standard, Trial};

use super::source;

const FELL: &str = "Two prompts, and one sign-out was not enough.";
const STOOD: &str = "One prompt, and one sign-out for both.";

/// The sheet.
pub const SINGLE_SIGN_ON: Sheet = Sheet {
    slug: "single-sign-on",
    title: "Two apps, one Alice. How often does she type her password?",
    claims: &["P5"],
    scene: "Alice signs in at an app, and then at a second one. Malware on her machine copies what her browser holds of both. \
            She signs out once, and the copies are tried at both apps. How often she typed her password is counted.",
    question: "Where does she type it twice, and where does a copy outlive her one sign-out?",
    arms: &[
        Arm {
            slug: "local_storage_jwt",
            title: "Two apps with the token door",
            at: At::LocalStorageJwt,
            fell: FELL,
            stood: STOOD,
        },
        Arm {
            slug: "cookie_session",
            title: "Two apps with a session and a form each",
            at: At::CookieSession,
            fell: FELL,
            stood: STOOD,
        },
        Arm {
            slug: "identity_provider",
            title: "Two apps behind one provider",
            at: At::IdentityProvider,
            fell: FELL,
            stood: STOOD,
        },
    ],
    // No switch helps: an app that asks for the password itself cannot un-ask it.
    trials: &[
        Trial { arm: "local_storage_jwt", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Fell },
        Trial { arm: "identity_provider", defences: &[], expected: Stood },
    ],
    why: &[
        "An app that asks for the password itself has to ask: it knows nobody else’s sign-ins. What the browser holds of the first \
         app means nothing to the second, as it should. So each app has a form, each server reads the password, and each would \
         have to build a second factor of its own.",
        "At the provider Alice has a session of the provider’s. The second app sends her there, and she comes back at once: \
         somebody she has already told vouches for her. Neither app has a form, and what the provider asks of her it asks for all \
         apps alike.",
        "Signing out does not follow by itself. Each app has a session of its own, and the provider has one. Here the provider tells \
         the server of each app that its session has ended, by a signed message, and each deletes its row. That works without \
         the browser, so copies end too; a token that nobody looks up could not be ended so.",
        "There is nothing to switch on here. The cure is not a setting of a form but to have none.",
    ],
    caution: "One sign-in for all means one password to be phished for all, and one session that opens everything: a provider \
              wants a second factor that cannot be phished. Whoever signs out everywhere signs out everywhere, also where they \
              meant to stay. A message that an app misses is not sent again here, and its session lives until it runs out. And \
              single sign-on takes no provider of this kind: apps below one domain can share a cookie, and then share its thieves \
              too. What passes at the provider and at Notes is counted here, and not drawn: each is a party of its own.",
    standards: &[
        Standard {
            name: "OpenID Connect Core 1.0, 3.1.2.3: authentication by the authorization server",
            asks: "The provider asks who somebody is, unless it knows already and may rely on that.",
            address: "https://openid.net/specs/openid-connect-core-1_0.html#Authenticates",
        },
        Standard {
            name: "OpenID Connect Back-Channel Logout 1.0",
            asks: "The provider tells the servers of its clients that a session has ended; they check the message and end theirs.",
            address: "https://openid.net/specs/openid-connect-backchannel-1_0.html",
        },
        Standard {
            name: "RFC 9700, 2.4: the password grant",
            asks: "An app does not take the password of somebody else’s account.",
            address: "https://www.rfc-editor.org/rfc/rfc9700#section-2.4",
        },
    ],
    sources: &[
        source!("local_storage_jwt", "crates/authn/src/local_storage_jwt/log_out.rs", "logout"),
        source!("cookie_session", "crates/authn/src/cookie_session/log_out.rs", "logout"),
        source!("identity_provider", "crates/authn/src/relying_party/logout_token/mod.rs", "logout token"),
    ],
};
