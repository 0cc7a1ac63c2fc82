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
        id: "T4",
        says: "The server cannot log a JWT out.",
        finding: "Holds: a copy works until the token expires.",
        experiment: "replay-after-logout",
    },
    Claim {
        id: "T11",
        says: "With a session, the server has the say over logout.",
        finding: "Holds for a server-side session. The article’s own program keeps a signed cookie on the client, and a copy \
                  of it still works after logout.",
        experiment: "replay-after-logout",
    },
    Claim {
        id: "T9",
        says: "A JWT in an HttpOnly cookie is safe from theft by a script, and nothing else is solved by that.",
        finding: "Holds: the theft stops, the replay after logout does not.",
        experiment: "jwt-in-a-cookie",
    },
];
