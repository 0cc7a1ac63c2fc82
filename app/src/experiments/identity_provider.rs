//! `identity-provider`: what each part of the code flow is there for.

use lab::Defence::{ExactRedirectUri, Nonce, Pkce, State};
use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial, Verdict};

use super::source;

const STATE: &[Defence] = &[State];
const NONCE: &[Defence] = &[Nonce];
const PKCE: &[Defence] = &[Pkce];
const EXACT: &[Defence] = &[ExactRedirectUri];
const ALL: &[Defence] = &[State, Nonce, Pkce, ExactRedirectUri];

/// The sheet.
pub const IDENTITY_PROVIDER: Sheet = Sheet {
    slug: "identity-provider",
    title: "Signed in through a provider, but who?",
    claims: &["P4"],
    scene: "Alice signs in at a client that asks an identity provider who she is. Both speak OpenID Connect, and have left out \
            what makes it safe. The attacker comes in four ways: he copies Alice’s code on its way; he has her browser finish a \
            sign-in that he began; he takes a copy of an ID token that went through her page; and he has the provider send her \
            code to himself. Each time he ends at the client, and looks whose account is open.",
    question: "Where does he end in Alice’s account, or she in his?",
    arms: &[
        Arm {
            slug: "code_injection",
            title: "Her code in his browser",
            at: At::CookieSession,
            fell: "He is Alice.",
            stood: "Her code bought nothing.",
        },
        Arm {
            slug: "login_csrf",
            title: "His code in her browser",
            at: At::CookieSession,
            fell: "She is signed in as him.",
            stood: "She is still Alice.",
        },
        Arm {
            slug: "id_token_replay",
            title: "The token door’s way: an ID token for the page",
            at: At::LocalStorageJwt,
            fell: "He is Alice.",
            stood: "The copy was refused.",
        },
        Arm {
            slug: "loose_redirect",
            title: "A provider that reads only how an address begins",
            at: At::IdentityProvider,
            fell: "He is Alice.",
            stood: "No code left it.",
        },
        Arm {
            slug: "reference",
            title: "The session door with the lab’s own provider, all four",
            at: At::CookieSession,
            fell: "Somebody is somebody else.",
            stood: "Everybody is who they are.",
        },
    ],
    trials: &[
        trial("code_injection", &[], Fell),
        trial("login_csrf", &[], Fell),
        trial("id_token_replay", &[], Fell),
        trial("loose_redirect", &[], Fell),
        trial("reference", &[], Stood),
        // He has a `state` of his own; the others tie the code to the sign-in that it was given for.
        trial("code_injection", STATE, Fell),
        trial("login_csrf", STATE, Stood),
        trial("id_token_replay", STATE, Fell),
        trial("loose_redirect", STATE, Fell),
        trial("reference", STATE, Stood),
        trial("code_injection", NONCE, Stood),
        trial("login_csrf", NONCE, Stood),
        trial("id_token_replay", NONCE, Stood),
        trial("loose_redirect", NONCE, Fell),
        trial("reference", NONCE, Stood),
        // Where there is no code, there is nothing that it could bind.
        trial("code_injection", PKCE, Stood),
        trial("login_csrf", PKCE, Stood),
        trial("id_token_replay", PKCE, Fell),
        trial("loose_redirect", PKCE, Fell),
        trial("reference", PKCE, Stood),
        trial("code_injection", EXACT, Fell),
        trial("login_csrf", EXACT, Fell),
        trial("id_token_replay", EXACT, Fell),
        trial("loose_redirect", EXACT, Stood),
        trial("reference", EXACT, Stood),
        trial("code_injection", ALL, Stood),
        trial("login_csrf", ALL, Stood),
        trial("id_token_replay", ALL, Stood),
        trial("loose_redirect", ALL, Stood),
        trial("reference", ALL, Stood),
    ],
    why: &[
        "The code flow is four messages, and two of them travel by way of a browser, where anybody may read them, keep them, or write \
         others. What comes back to the client is an address with a code in it. By itself that says nothing of who had asked for \
         it, in which browser, or whether it is the first time.",
        "Each part answers one of these. state: this browser began the sign-in that this is the answer to. PKCE: whoever brings the \
         code to the provider knows a secret that only the asker had. nonce: the ID token was made for this sign-in. An exact \
         redirect_uri: the code went to nobody else in the first place. The first three overlap, and the fourth is alone: the attacker \
         who writes the question himself puts his own state, nonce and challenge into it, and only the provider can refuse.",
        "The token door takes in a provider another way: the page gets the ID token in its address, keeps it where scripts can read, \
         and hands it on. The table says where it was found afterwards. Of the code flow nothing was found there: the code is used up \
         before the page is shown, and the ID token never left the servers.",
        "The session door does all of it at once, and its provider demands PKCE and compares whole addresses for every client. What \
         comes back is answered with an ordinary session, and the provider’s tokens end with the request that got them.",
    ],
    caution: "The careless client and the careless provider were written for this room. The embedded provider could not stand in for \
              the careless one: it refuses questions without PKCE, and PKCE alone stops two of the four. Which defence stops what \
              was tried with these attacks, and not with all there are: an attacker who can also strip the challenge from a question, \
              or who runs a provider of his own, is not among them. At the lab’s own provider the attacker uses the other ready account.",
    standards: &[
        Standard {
            name: "RFC 9700, 4.5: authorization code injection",
            asks: "Bind a code to the browser that asked for it: by PKCE, and in OpenID Connect by nonce.",
            address: "https://www.rfc-editor.org/rfc/rfc9700#section-4.5",
        },
        Standard {
            name: "RFC 9700, 4.7: cross-site request forgery",
            asks: "Check by state, PKCE or nonce that an answer belongs to a sign-in of this browser’s.",
            address: "https://www.rfc-editor.org/rfc/rfc9700#section-4.7",
        },
        Standard {
            name: "RFC 9700, 4.1: insufficient redirection URI validation",
            asks: "Compare the whole redirect_uri with what is registered, character by character.",
            address: "https://www.rfc-editor.org/rfc/rfc9700#section-4.1",
        },
        Standard {
            name: "RFC 9700, 2.1.2: implicit grant",
            asks: "Do not send tokens through the browser’s address: use the code flow.",
            address: "https://www.rfc-editor.org/rfc/rfc9700#section-2.1.2",
        },
        Standard {
            name: "OpenID Connect Core 1.0, 15.5.2: nonce",
            asks: "Tie the nonce to the browser’s session, so that a copy of an ID token is noticed.",
            address: "https://openid.net/specs/openid-connect-core-1_0.html#NonceNotes",
        },
        Standard {
            name: "OWASP ASVS 5.0, 10.2.1 and 10.4.1",
            asks: "Clients are protected against forged answers; providers compare redirect addresses exactly.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
    ],
    sources: &[
        source!("code_injection", "crates/lab/src/rooms/code_flow/missing_pkce.rs", "whose code it is"),
        source!("login_csrf", "crates/lab/src/rooms/code_flow/missing_state.rs", "whose answer it is"),
        source!(
            "id_token_replay",
            "crates/lab/src/rooms/code_flow/missing_nonce.rs",
            "which sign-in it is for"
        ),
        source!(
            "loose_redirect",
            "crates/lab/src/rooms/code_flow/prefix_redirect_uri.rs",
            "where a code goes"
        ),
        source!("reference", "crates/authn/src/relying_party/finish.rs", "the answer"),
    ],
};

const fn trial(arm: &'static str, defences: &'static [Defence], expected: Verdict) -> Trial {
    Trial { arm, defences, expected }
}
