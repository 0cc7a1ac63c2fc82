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
        id: "T8",
        says: "A token in localStorage is stolen by any script that gets into the page.",
        finding: "Holds.",
        experiment: "token-theft",
    },
    Claim {
        id: "T13",
        says: "The browser attaches a session’s cookie by itself, and no script can read it.",
        finding: "Holds, but a script that gets into the page need not read it: its requests carry the cookie too. The script \
                  changed the victim’s name at both doors.",
        experiment: "session-riding",
    },
    Claim {
        id: "T10",
        says: "A session is a random name in a row with a user and an expiry; two devices are two rows.",
        finding: "Holds. Each row can be shown to its owner and ended by itself.",
        experiment: "devices",
    },
    Claim {
        id: "T12",
        says: "Whoever loses a device deletes all of their sessions, and it is locked out.",
        finding: "Holds. Of the requests with a copied cookie that began after the deletion was acknowledged, none got in.",
        experiment: "devices",
    },
    Claim {
        id: "T3",
        says: "A token carries its own claims, such as who is an admin.",
        finding: "Holds, but they go stale: a demoted admin stays one until the token expires.",
        experiment: "stale-claims",
    },
    Claim {
        id: "T7",
        says: "A token has to be attached to each request by hand.",
        finding: "Holds. A link, an image and the first page carry none, so the first paint is signed out until a script has \
                  run; a cookie goes along with all of them.",
        experiment: "first-paint",
    },
];
