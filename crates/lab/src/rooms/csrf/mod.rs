//! The room `csrf`: transfers that a cookie pays for, in four variants that differ by `SameSite` alone (claim T15).
//!
//! A transfer is a change that really happens: it is on a list that the room keeps. Beside it is a log of every attempt
//! that reached the server, done or refused, so that an attack that was stopped can be told from one that was malformed
//! and from one that never came.

mod attempt;
mod variants;

use std::collections::VecDeque;
use std::fmt;

use authn::{Random, random_name};
use domain::SandboxId;
use serde::Serialize;

use super::{Shelf, push};
use crate::Defence;

pub use attempt::{Attempt, Carried, Refused, Said, Transfer};
pub use variants::{Checks, SameSite};

/// Attempts, transfers and sessions that a sandbox keeps; the oldest make room.
const KEPT: usize = 1_000;
const SESSIONS: usize = 20;

/// What a sandbox sees of its room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The changes, oldest first.
    pub transfers: VecDeque<Transfer>,
    /// Every attempt that reached the server, oldest first.
    pub attempts: VecDeque<Attempt>,
}

/// A session of the room: the value of its cookies, and the token that its own forms carry.
#[derive(Clone)]
pub struct RoomSession {
    /// The value of all four cookies.
    pub id: String,
    /// What a form of the room's own has, and nobody else's.
    pub anti_forgery_token: String,
    since: i64,
}

#[derive(Default)]
struct Kept {
    sessions: VecDeque<RoomSession>,
    account: Account,
    last_number: u64,
}

/// The room, of every sandbox.
#[derive(Default)]
pub struct CsrfRoom(Shelf<Kept>);

impl CsrfRoom {
    /// Begins a session at `now`, in seconds since 1970.
    pub fn sign_in(&self, sandbox: &SandboxId, random: &dyn Random, now: i64) -> RoomSession {
        let session =
            RoomSession { id: random_name(random), anti_forgery_token: random_name(random), since: now };
        self.0.with(sandbox, now, |kept| push(&mut kept.sessions, SESSIONS, session.clone()));
        session
    }

    /// The session that a cookie opens.
    pub fn session(&self, sandbox: &SandboxId, cookie: &str, now: i64) -> Option<RoomSession> {
        self.0.with(sandbox, now, |kept| kept.sessions.iter().find(|session| session.id == cookie).cloned())
    }

    /// Makes a transfer at `now`, unless something that is looked at speaks against it. Notes the attempt either way.
    pub fn transfer(
        &self,
        sandbox: &SandboxId,
        now: i64,
        (same_site, checks, switched_on): (SameSite, Checks, &[Defence]),
        said: Said,
        carried: Carried<'_>,
    ) -> Attempt {
        let said = said.shortened();
        self.0.with(sandbox, now, |kept| {
            let session = kept.sessions.iter().find(|session| Some(session.id.as_str()) == carried.cookie);
            let on = |defence| checks.includes(defence, switched_on);
            let refused = if said.to.is_none() || said.nonce.is_none() {
                Some(Refused::Malformed)
            } else if on(Defence::OriginCheck) && carried.from_another_origin {
                Some(Refused::AnotherOrigin)
            } else if let Some(session) = session {
                let known = carried.anti_forgery_token == Some(session.anti_forgery_token.as_str());
                (on(Defence::AntiForgeryToken) && !known).then_some(Refused::NoToken)
            } else {
                Some(Refused::NoSession)
            };
            let cookie_age = session.map(|session| now - session.since);
            kept.last_number += 1;
            let number = kept.last_number;
            if let (None, Some(to), Some(nonce)) = (refused, &said.to, &said.nonce) {
                let transfer = Transfer { number, same_site, to: to.clone(), nonce: nonce.clone() };
                push(&mut kept.account.transfers, KEPT, transfer);
            }
            let cookie = carried.cookie.is_some();
            let attempt = Attempt { number, at: now, same_site, checks, said, cookie, cookie_age, refused };
            push(&mut kept.account.attempts, KEPT, attempt.clone());
            attempt
        })
    }

    /// What was changed and what was tried in a sandbox.
    pub fn account(&self, sandbox: &SandboxId, now: i64) -> Account {
        self.0.with(sandbox, now, |kept| kept.account.clone())
    }

    /// Forgets what was changed and tried in a sandbox. Whoever is signed in stays so.
    pub fn clear_account(&self, sandbox: &SandboxId, now: i64) {
        self.0.with(sandbox, now, |kept| kept.account = Account::default());
    }

    /// Forgets everything of a sandbox, its sessions too.
    pub fn clear(&self, sandbox: &SandboxId) {
        self.0.clear(sandbox);
    }
}

impl fmt::Debug for CsrfRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CsrfRoom")
    }
}
