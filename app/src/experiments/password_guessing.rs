//! `password-guessing`: how many passwords somebody may try, and what keeps them from it.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Defence, Sheet, Standard, Trial, Verdict};

use super::source;

const FORM: &[Defence] = &[Defence::AntiForgeryToken];
const ACCOUNT: &[Defence] = &[Defence::Throttle];
const BOTH: &[Defence] = &[Defence::Throttle, Defence::AddressThrottle];

/// The sheet.
pub const PASSWORD_GUESSING: Sheet = Sheet {
    slug: "password-guessing",
    title: "Ten thousand passwords. Who lets them be tried?",
    claims: &["P2", "P3"],
    scene: "Carol has a common password. A program tries a list of 10,000 words at her account, sixteen at a time: once at a \
            sign-in that takes JSON, once at one that takes a form. Then it turns the list round, and tries one word at 2,000 \
            accounts. The last two arms are the doors themselves, whose throttle has no switch.",
    question: "Where does the attacker guess a password?",
    arms: &[
        guessed("json", "One account, by JSON", At::LocalStorageJwt),
        guessed("form", "One account, by a form", At::CookieSession),
        guessed("spread", "2,000 accounts, one guess each", At::LocalStorageJwt),
        guessed("local_storage_jwt", "The token door", At::LocalStorageJwt),
        guessed("cookie_session", "The session door", At::CookieSession),
    ],
    trials: &[
        trial("json", &[], Fell),
        trial("form", &[], Fell),
        trial("spread", &[], Fell),
        trial("local_storage_jwt", &[], Stood),
        trial("cookie_session", &[], Stood),
        // The program asks for a form before each guess, and sends its token along.
        trial("json", FORM, Fell),
        trial("form", FORM, Fell),
        trial("spread", FORM, Fell),
        trial("local_storage_jwt", FORM, Stood),
        trial("cookie_session", FORM, Stood),
        trial("json", ACCOUNT, Stood),
        trial("form", ACCOUNT, Stood),
        // No account sees more than one failure.
        trial("spread", ACCOUNT, Fell),
        trial("local_storage_jwt", ACCOUNT, Stood),
        trial("cookie_session", ACCOUNT, Stood),
        trial("json", BOTH, Stood),
        trial("form", BOTH, Stood),
        trial("spread", BOTH, Stood),
        trial("local_storage_jwt", BOTH, Stood),
        trial("cookie_session", BOTH, Stood),
    ],
    why: &[
        "A sign-in answers one question, right or wrong, to whoever asks. Nothing in JSON makes that worse than a form, and \
         nothing in a form makes it better: what counts is how often one may ask. A few failures are free, for people mistype; \
         then each doubles the wait, up to a quarter of an hour.",
        "An anti-forgery token does not count anything. It ties a form to the browser that was given it, and a program that asks \
         for the form is such a browser: it reads the token and sends it back. The price is a second request for each guess. What \
         the token does stop is another site’s page, which cannot read the form: that is the experiment “login-csrf”.",
        "Somebody with a common password and many accounts to try it on fails once at each, and a count for each account sees \
         nothing. A count for each address sees it. Both doors keep both counts.",
        "A throttle on an account can be turned against its owner: whoever guesses without pause keeps her waiting. So the wait has a \
         longest length, and a browser that she signed in from before has a count of its own, which strangers cannot touch.",
    ],
    caution: "The room hashes nothing, so its guesses a second are far more than a real sign-in’s; the doors’ arms show what Argon2id \
              at full cost takes for one. Slow as that is, it is no throttle: a machine with many cores looks at many guesses, and is \
              busy with them while others want to sign in. Who has the common password, and where on the list it stands, was \
              made up, and at the doors Alice’s is the thirtieth word, or nobody would have waited for it; the counting was not. There \
              “guessed” means within an hour. An attacker with many addresses has a count for each of them. And a throttle buys time, no \
              more: in the end the list is tried. A password on no list, and a second factor, are what is left.",
    standards: &[
        Standard {
            name: "OWASP ASVS 5.0, 6.3.1",
            asks: "Slow down or stop guessing and stuffing, as the documentation of the app says it does.",
            address: "https://owasp.org/www-project-application-security-verification-standard/",
        },
        Standard {
            name: "NIST SP 800-63B-4, 3.2.2: rate limiting",
            asks: "Limit failed attempts for each account, and do not let that keep its owner out.",
            address: "https://pages.nist.gov/800-63-4/sp800-63b.html",
        },
        Standard {
            name: "OWASP, Slow Down Online Guessing Attacks with Device Cookies",
            asks: "Count a browser that its owner signed in from apart from everybody else.",
            address: "https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies",
        },
        Standard {
            name: "OWASP CSRF Prevention Cheat Sheet, login forms",
            asks: "A token in the sign-in form is for forged sign-ins. Of guessing it says nothing.",
            address: "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#possible-csrf-vulnerabilities-in-login-forms",
        },
    ],
    sources: &[
        source!("json", "crates/lab/src/rooms/unthrottled_sign_in/mod.rs", "no throttle"),
        source!("form", "server/src/experiments/stage/guesser.rs", "fetch the form"),
        source!("cookie_session", "crates/authn/src/credentials.rs", "throttle"),
    ],
};

const fn guessed(slug: &'static str, title: &'static str, at: At) -> Arm {
    Arm { slug, title, at, fell: "Guessed.", stood: "Not guessed." }
}

const fn trial(arm: &'static str, defences: &'static [Defence], expected: Verdict) -> Trial {
    Trial { arm, defences, expected }
}
