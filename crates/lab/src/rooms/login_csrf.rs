//! The room `login-csrf`: a sign-in that any page can send, and notes that whoever is signed in keeps (claim P3).
//!
//! The victim is signed in to the *attacker's* account and does not notice. What she writes down there, the attacker
//! reads at home, with his own password.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use authn::{Random, random_name};
use domain::{SandboxId, UserId};
use serde::Serialize;

use super::{Shelf, push};

/// Sessions, forms, notes and attempts that a sandbox keeps; the oldest make room.
const KEPT: usize = 100;

/// The attacker's own account. It exists in the sandboxes where this room was used, and its password is no secret.
pub const MALLORY: Mallory =
    Mallory { email: "mallory@example.test", name: "Mallory", password: "mallory-in-the-middle" };

/// Somebody with an account of his own, who means harm.
#[derive(Clone, Copy, Debug)]
pub struct Mallory {
    /// The address.
    pub email: &'static str,
    /// The name.
    pub name: &'static str,
    /// The password.
    pub password: &'static str,
}

/// Why a sign-in was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// It came from another origin, and that was looked at.
    AnotherOrigin,
    /// The token of the form that this browser was given was not there, and was asked for.
    NoToken,
    /// The credentials open nothing: it would have come to nothing in any case.
    Credentials,
}

impl Refused {
    /// In words, for a trace or a table.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::AnotherOrigin => "another origin",
            Self::NoToken => "no anti-forgery token",
            Self::Credentials => "wrong credentials",
        }
    }
}

/// A sign-in that reached the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// Counts up within a sandbox.
    pub number: u64,
    /// When it came, in seconds since 1970.
    pub at: i64,
    /// Where it came from, as the browser says.
    pub origin: Option<String>,
    /// How far away that is, as the browser says.
    pub sec_fetch_site: Option<String>,
    /// Whether the cookie of a form came along.
    pub form_cookie: bool,
    /// Why it was not done; if it was, nothing.
    pub refused: Option<Refused>,
}

/// Something that somebody wrote down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// When, in seconds since 1970.
    pub at: i64,
    /// What.
    pub text: String,
}

/// A form before anybody is signed in: the value of its cookie, and the token that belongs to it.
#[derive(Clone)]
pub struct PreSession {
    /// The value of the cookie.
    pub id: String,
    /// What the form carries.
    pub anti_forgery_token: String,
}

struct RoomSession {
    id: String,
    user: UserId,
}

#[derive(Default)]
struct Kept {
    forms: VecDeque<PreSession>,
    sessions: VecDeque<RoomSession>,
    notes: HashMap<UserId, VecDeque<Note>>,
    attempts: VecDeque<Attempt>,
    last_number: u64,
}

/// The room, of every sandbox.
#[derive(Default)]
pub struct LoginCsrfRoom(Shelf<Kept>);

impl LoginCsrfRoom {
    /// Hands out a form at `now`, in seconds since 1970.
    pub fn form(&self, sandbox: &SandboxId, random: &dyn Random, now: i64) -> PreSession {
        let form = PreSession { id: random_name(random), anti_forgery_token: random_name(random) };
        self.0.with(sandbox, now, |kept| push(&mut kept.forms, KEPT, form.clone()));
        form
    }

    /// Whether a token belongs to the form that a browser was given, by the form's cookie.
    pub fn knows_form(&self, sandbox: &SandboxId, cookie: &str, anti_forgery_token: &str, now: i64) -> bool {
        self.0.with(sandbox, now, |kept| {
            kept.forms.iter().any(|form| form.id == cookie && form.anti_forgery_token == anti_forgery_token)
        })
    }

    /// Notes a sign-in and what became of it.
    pub fn note_attempt(&self, sandbox: &SandboxId, mut attempt: Attempt) {
        self.0.with(sandbox, attempt.at, |kept| {
            kept.last_number += 1;
            attempt.number = kept.last_number;
            push(&mut kept.attempts, KEPT, attempt);
        });
    }

    /// The sign-ins that reached the server, oldest first.
    pub fn attempts(&self, sandbox: &SandboxId, now: i64) -> VecDeque<Attempt> {
        self.0.with(sandbox, now, |kept| kept.attempts.clone())
    }

    /// Begins a session, and returns the value of its cookie.
    pub fn sign_in(&self, sandbox: &SandboxId, user: UserId, random: &dyn Random, now: i64) -> String {
        let id = random_name(random);
        let session = RoomSession { id: id.clone(), user };
        self.0.with(sandbox, now, |kept| push(&mut kept.sessions, KEPT, session));
        id
    }

    /// Whom a cookie opens the door for.
    pub fn user(&self, sandbox: &SandboxId, cookie: &str, now: i64) -> Option<UserId> {
        let known = |kept: &mut Kept| {
            kept.sessions.iter().find(|session| session.id == cookie).map(|session| session.user)
        };
        self.0.with(sandbox, now, known)
    }

    /// Writes something down in an account.
    pub fn write(&self, sandbox: &SandboxId, user: UserId, text: String, now: i64) {
        let note = Note { at: now, text };
        self.0.with(sandbox, now, |kept| push(kept.notes.entry(user).or_default(), KEPT, note));
    }

    /// What is written down in an account, oldest first.
    pub fn notes(&self, sandbox: &SandboxId, user: UserId, now: i64) -> VecDeque<Note> {
        self.0.with(sandbox, now, |kept| kept.notes.get(&user).cloned().unwrap_or_default())
    }

    /// Forgets everything of a sandbox, its sessions too.
    pub fn clear(&self, sandbox: &SandboxId) {
        self.0.clear(sandbox);
    }
}

impl fmt::Debug for LoginCsrfRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginCsrfRoom")
    }
}
