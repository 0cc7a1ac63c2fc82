//! The ledger: what two articles claim, in our words, and what was found.
//!
//! `P` claims: andreyka26, "Never use JWT auth like that" (2025). `T` claims: Ahmed Sadman Muhib, "Why you should not use
//! JWT for authentication".

/// An entry.
#[derive(Debug)]
pub struct Claim {
    /// Its name, such as `T8`.
    pub id: &'static str,
    /// What is claimed, in our words.
    pub says: &'static str,
    /// What was found.
    pub finding: &'static str,
    /// The slug of the experiment that tests it.
    pub experiment: &'static str,
}

/// The claims that an experiment of this lab tests.
pub const LEDGER: &[Claim] = &[
    Claim {
        id: "P3",
        says: "An anti-forgery token on the sign-in form stops automated guessing.",
        finding: "The half that is tested here: what such a token stops is forged sign-ins (login CSRF), and not those of a \
                  page on another port of the host, which can plant a cookie; the Origin check stops both.",
        experiment: "login-csrf",
    },
    Claim {
        id: "T8",
        says: "A token in localStorage is stolen by any script that gets into the page.",
        finding: "Holds.",
        experiment: "token-theft",
    },
    Claim {
        id: "T15",
        says: "Cookies are open to cross-site request forgery; anti-forgery tokens or CORS fix that.",
        finding: "Holds, but: the token fixes it and CORS does not, for it is about reading answers. SameSite stops other sites \
                  and no page on another port; the Origin check stops both where a GET changes nothing.",
        experiment: "csrf",
    },
];
