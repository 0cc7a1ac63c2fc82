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
    ],
    trials: &[
        trial("code_injection", &[], Fell),
        trial("login_csrf", &[], Fell),
        trial("id_token_replay", &[], Fell),
        trial("loose_redirect", &[], Fell),
        // He has a `state` of his own; the others tie the code to the sign-in that it was given for.
        trial("code_injection", STATE, Fell),
        trial("login_csrf", STATE, Stood),
        trial("id_token_replay", STATE, Fell),
        trial("loose_redirect", STATE, Fell),
        trial("code_injection", NONCE, Stood),
        trial("login_csrf", NONCE, Stood),
        trial("id_token_replay", NONCE, Stood),
        trial("loose_redirect", NONCE, Fell),
        // Where there is no code, there is nothing that it could bind.
        trial("code_injection", PKCE, Stood),
        trial("login_csrf", PKCE, Stood),
        trial("id_token_replay", PKCE, Fell),
        trial("loose_redirect", PKCE, Fell),
        trial("code_injection", EXACT, Fell),
        trial("login_csrf", EXACT, Fell),
        trial("id_token_replay", EXACT, Fell),
        trial("loose_redirect", EXACT, Stood),
        trial("code_injection", ALL, Stood),
        trial("login_csrf", ALL, Stood),
        trial("id_token_replay", ALL, Stood),
        trial("loose_redirect", ALL, Stood),
    ],
    why: &[],
    caution: "",
    standards: &[],
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
    ],
};

const fn trial(arm: &'static str, defences: &'static [Defence], expected: Verdict) -> Trial {
    Trial { arm, defences, expected }
}
