//! `token-forgery`: who can write a token that somebody believes.

use lab::At::LocalStorageJwt;
use lab::Defence::{PinnedAlgorithm, StrongKey};
use lab::Verdict::{Fell, Stood};
use lab::{Arm, Defence, Sheet, Standard, Trial, Verdict};

use super::source;

/// The sheet.
pub const TOKEN_FORGERY: Sheet = Sheet {
    slug: "token-forgery",
    title: "Who else can write a token?",
    claims: &["T1"],
    scene: "The attacker has one ordinary access token: Alice’s, or his own, it makes no difference. He writes the admin’s \
            address into it and sees to the signature in one of five ways. Then his server sends it. Four of the ways \
            need a verifier that lets the token say how it wants to be checked; one needs a secret that is a word.",
    question: "Which forged token is believed?",
    arms: &[
        arm("alg_none", "alg: none"),
        arm("weak_secret", "A guessed secret"),
        arm("algorithm_confusion", "RS256 → HS256"),
        arm("kid_injection", "kid"),
        arm("jku_injection", "jku"),
        arm("local_storage_jwt", "The token door, all five"),
    ],
    trials: &[
        trial("alg_none", &[], Fell),
        trial("weak_secret", &[], Fell),
        trial("algorithm_confusion", &[], Fell),
        trial("kid_injection", &[], Fell),
        trial("jku_injection", &[], Fell),
        trial("local_storage_jwt", &[], Stood),
        trial("alg_none", &[PinnedAlgorithm], Stood),
        trial("weak_secret", &[PinnedAlgorithm], Fell),
        trial("algorithm_confusion", &[PinnedAlgorithm], Stood),
        trial("kid_injection", &[PinnedAlgorithm], Stood),
        trial("jku_injection", &[PinnedAlgorithm], Stood),
        trial("local_storage_jwt", &[PinnedAlgorithm], Stood),
        trial("alg_none", &[StrongKey], Fell),
        trial("weak_secret", &[StrongKey], Stood),
        trial("algorithm_confusion", &[StrongKey], Fell),
        trial("kid_injection", &[StrongKey], Fell),
        trial("jku_injection", &[StrongKey], Fell),
        trial("local_storage_jwt", &[StrongKey], Stood),
        trial("alg_none", &[PinnedAlgorithm, StrongKey], Stood),
        trial("weak_secret", &[PinnedAlgorithm, StrongKey], Stood),
        trial("algorithm_confusion", &[PinnedAlgorithm, StrongKey], Stood),
        trial("kid_injection", &[PinnedAlgorithm, StrongKey], Stood),
        trial("jku_injection", &[PinnedAlgorithm, StrongKey], Stood),
        trial("local_storage_jwt", &[PinnedAlgorithm, StrongKey], Stood),
    ],
    why: &[
        "A signature keeps a token from being altered only if the verifier knows, before it looks at the token, which \
         algorithm and which key it will take. The token’s header was written by whoever sent it. A verifier that reads \
         there how to check is asking the forger.",
        "So “alg: none” is believed by one that takes no signature for an answer. A public key that is used as an HMAC \
         secret is a secret that everybody has. “kid” can lead to a file whose contents everybody knows, and “jku” to a \
         key that the forger made himself. One line cures all four: the server names its algorithm and its key.",
        "The fifth is no fault of the verifier. With HMAC the secret that verifies also signs, and one token is enough to \
         try words against at home, where no throttle counts. Against that helps only a key that is in no list: 256 \
         random bits.",
    ],
    caution: "The careless verifier was written for this room. Libraries of today refuse most of this unless they are told \
              otherwise, and the token door, built with one, withstood all five. The list had a few thousand words; a real \
              one has billions, and a strong key in no list is not thereby safe from being lost or leaked. A strong key is \
              no substitute for a pinned algorithm, or the other way round.",
    standards: &[
        Standard {
            name: "RFC 8725, JSON Web Token Best Current Practices, 3.1",
            asks: "Let the caller name the algorithms that it takes, and use each key with exactly one of them.",
            address: "https://www.rfc-editor.org/rfc/rfc8725#section-3.1",
        },
        Standard {
            name: "RFC 8725, 3.5 and 3.10",
            asks: "Use keys that cannot be guessed, never a password as an HMAC key; do not follow kid or jku blindly.",
            address: "https://www.rfc-editor.org/rfc/rfc8725#section-3.5",
        },
        Standard {
            name: "RFC 7518, JSON Web Algorithms, 3.2",
            asks: "A key for HS256 has at least 256 bits.",
            address: "https://www.rfc-editor.org/rfc/rfc7518#section-3.2",
        },
        Standard {
            name: "OWASP ASVS 5.0, 9.1.2 and 9.1.3",
            asks: "Take algorithms from a list of the server’s own, never “none”, and key material from trusted places only.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
    ],
    sources: &[
        source!("alg_none", "crates/lab/src/rooms/jwt/careless/mod.rs", "careless verifier"),
        source!("local_storage_jwt", "crates/authn/src/local_storage_jwt/claims.rs", "pinned verifier"),
        source!("weak_secret", "crates/lab/src/rooms/jwt/key_is_a_word.rs", "a word for a key"),
    ],
};

const fn arm(slug: &'static str, title: &'static str) -> Arm {
    Arm { slug, title, at: LocalStorageJwt, fell: "Forged, and believed.", stood: "Refused." }
}

const fn trial(arm: &'static str, defences: &'static [Defence], expected: Verdict) -> Trial {
    Trial { arm, defences, expected }
}
