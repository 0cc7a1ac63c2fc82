//! The client: it begins a sign-in, and makes up its mind about what comes back.

use std::fmt;

use authn::{Random, random_name};
use domain::{SandboxId, UserId};
use serde::Deserialize;

use super::missing_pkce::s256;
use super::{
    CLIENT_ID, CodeFlowRoom, Defence, IdTokenClaims, KEPT, Refused, Registration, ResponseType,
    missing_nonce, missing_state, push,
};

/// A sign-in that a browser has begun. Secrets are in it, so it prints none of its values.
#[derive(Clone)]
pub struct Attempt {
    /// The value of the browser's cookie.
    pub id: String,
    pub(super) state: String,
    pub(super) nonce: String,
    code_verifier: String,
}

/// Where a script on one of the client's pages has found tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Found {
    /// Addresses in the tab's history with a token in them; nothing, if the browser does not tell its pages.
    pub history: Option<u32>,
    /// How many addresses there are in it.
    pub addresses: u32,
    /// Entries of `localStorage` that are tokens.
    pub local_storage: u32,
}

impl Attempt {
    /// The question to the provider: of what would make its answer this browser's own, as much as is switched on.
    #[must_use]
    pub fn question(
        &self,
        registration: &Registration,
        response_type: ResponseType,
        switched_on: &[Defence],
    ) -> Vec<(&'static str, String)> {
        let response_type = match response_type {
            ResponseType::Code => "code",
            ResponseType::IdToken => "id_token",
        };
        let mut question = vec![
            ("response_type", response_type.to_owned()),
            ("client_id", CLIENT_ID.to_owned()),
            ("redirect_uri", registration.redirect_uri.clone()),
            ("scope", "openid".to_owned()),
        ];
        for defence in switched_on {
            match defence {
                Defence::State => question.push(("state", self.state.clone())),
                Defence::Nonce => question.push(("nonce", self.nonce.clone())),
                Defence::Pkce => question.extend([
                    ("code_challenge", s256(&self.code_verifier)),
                    ("code_challenge_method", "S256".to_owned()),
                ]),
                _ => {}
            }
        }
        question
    }

    /// What goes with the code, if that is switched on.
    #[must_use]
    pub fn code_verifier(&self, switched_on: &[Defence]) -> Option<&str> {
        switched_on.contains(&Defence::Pkce).then_some(&self.code_verifier)
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attempt([redacted])")
    }
}

impl CodeFlowRoom {
    /// Begins a sign-in.
    pub fn begin(&self, sandbox: &SandboxId, random: &dyn Random, now: i64) -> Attempt {
        let attempt = Attempt {
            id: random_name(random),
            state: random_name(random),
            nonce: random_name(random),
            // As long as RFC 7636 §4.1 asks.
            code_verifier: random_name(random) + &random_name(random),
        };
        self.0.with(sandbox, now, |kept| push(&mut kept.attempts, KEPT, attempt.clone()));
        attempt
    }

    /// Takes a browser's attempt away, and returns it: whoever comes second finds none.
    pub fn take_attempt(&self, sandbox: &SandboxId, cookie: &str, now: i64) -> Option<Attempt> {
        self.0.with(sandbox, now, |kept| {
            let at = kept.attempts.iter().position(|attempt| attempt.id == cookie)?;
            kept.attempts.remove(at)
        })
    }

    /// Whether an answer may be looked at, in a browser with this attempt or without one.
    ///
    /// # Errors
    /// [`Refused::State`].
    pub fn is_answer_to(
        attempt: Option<&Attempt>,
        state: Option<&str>,
        switched_on: &[Defence],
    ) -> Result<(), Refused> {
        if missing_state::is_own(attempt, state, switched_on) { Ok(()) } else { Err(Refused::State) }
    }

    /// Whether an ID token is believed, in a browser with this attempt or without one.
    ///
    /// # Errors
    /// [`Refused::Nonce`].
    pub fn is_made_for(
        attempt: Option<&Attempt>,
        claims: &IdTokenClaims,
        switched_on: &[Defence],
    ) -> Result<(), Refused> {
        if missing_nonce::is_for(attempt, claims, switched_on) { Ok(()) } else { Err(Refused::Nonce) }
    }

    /// Notes whom the page for the account has shown.
    pub fn note_shown(&self, sandbox: &SandboxId, user: UserId, now: i64) {
        self.0.with(sandbox, now, |kept| push(&mut kept.shown, KEPT, user));
    }

    /// Whom it has shown so far, oldest first.
    pub fn shown(&self, sandbox: &SandboxId, now: i64) -> Vec<UserId> {
        self.0.with(sandbox, now, |kept| kept.shown.iter().copied().collect())
    }

    /// Notes what a script has found.
    pub fn note_found(&self, sandbox: &SandboxId, found: Found, now: i64) {
        self.0.with(sandbox, now, |kept| kept.found = Some(found));
    }

    /// Takes what a script has found last.
    pub fn take_found(&self, sandbox: &SandboxId, now: i64) -> Option<Found> {
        self.0.with(sandbox, now, |kept| kept.found.take())
    }
}
