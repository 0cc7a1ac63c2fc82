//! The room `code-flow`: a provider that says who somebody is, and a client that asks it, by OpenID Connect's code flow
//! without the parts that make it safe (claim P4).
//!
//! | defect | where | what cures it |
//! | --- | --- | --- |
//! | `missing_state` | the client | [`Defence::State`] |
//! | `missing_nonce` | the client | [`Defence::Nonce`] |
//! | `missing_pkce` | both | [`Defence::Pkce`] |
//! | `prefix_redirect_uri` | the provider | [`Defence::ExactRedirectUri`] |
//!
//! All else is as careful as it is elsewhere: a code works once and for minutes, the client proves who it is, an ID token is
//! checked for its signature, issuer, audience and time. Whoever signs in here is signed in to this room, and to no door.

mod authorization;
mod client;
mod id_token;
mod missing_nonce;
mod missing_pkce;
mod missing_state;
mod prefix_redirect_uri;
mod refused;
mod registration;
mod token;

use std::collections::VecDeque;
use std::fmt;

use authn::{Random, random_name};
use domain::{SandboxId, UserId};

pub use authorization::{AuthorizationRequest, ResponseType};
pub use client::{Attempt, Found};
pub use id_token::{ID_TOKEN_LIFETIME, IdTokenClaims, client_secret, issue, read};
pub use refused::Refused;
pub use registration::{CLIENT_ID, Registration};
pub use token::{Grant, TokenRequest};

use super::{Shelf, push};
use crate::Defence;

/// What a sandbox keeps of each kind; the oldest makes room.
const KEPT: usize = 100;

/// Somebody who is signed in, under the value of a cookie: at the provider, or at the client.
struct SignedIn {
    cookie: String,
    user: UserId,
}

#[derive(Default)]
struct Kept {
    at_provider: VecDeque<SignedIn>,
    codes: VecDeque<(String, Grant)>,
    attempts: VecDeque<Attempt>,
    at_client: VecDeque<SignedIn>,
    refused: VecDeque<Refused>,
    shown: VecDeque<UserId>,
    found: Option<Found>,
}

/// The room, of every sandbox.
#[derive(Default)]
pub struct CodeFlowRoom(Shelf<Kept>);

impl CodeFlowRoom {
    /// Signs somebody in at the provider, and returns the value of the cookie. Times are seconds since 1970, here and below.
    pub fn sign_in_at_provider(
        &self,
        sandbox: &SandboxId,
        user: UserId,
        random: &dyn Random,
        now: i64,
    ) -> String {
        self.0.with(sandbox, now, |kept| signed_in(&mut kept.at_provider, user, random))
    }

    /// Who is signed in at the provider.
    pub fn user_at_provider(&self, sandbox: &SandboxId, cookie: &str, now: i64) -> Option<UserId> {
        self.0.with(sandbox, now, |kept| who(&kept.at_provider, cookie))
    }

    /// Signs somebody in at the client, and returns the value of the cookie.
    pub fn sign_in(&self, sandbox: &SandboxId, user: UserId, random: &dyn Random, now: i64) -> String {
        self.0.with(sandbox, now, |kept| signed_in(&mut kept.at_client, user, random))
    }

    /// Who is signed in at the client.
    pub fn user(&self, sandbox: &SandboxId, cookie: &str, now: i64) -> Option<UserId> {
        self.0.with(sandbox, now, |kept| who(&kept.at_client, cookie))
    }

    /// Everybody who is signed in at the client, a session each, oldest first.
    pub fn users(&self, sandbox: &SandboxId, now: i64) -> Vec<UserId> {
        self.0.with(sandbox, now, |kept| kept.at_client.iter().map(|session| session.user).collect())
    }

    /// Notes why something was refused, for whoever wants to know what became of an attack.
    pub fn note_refusal(&self, sandbox: &SandboxId, refused: Refused, now: i64) {
        self.0.with(sandbox, now, |kept| push(&mut kept.refused, KEPT, refused));
    }

    /// What was refused, oldest first.
    pub fn refusals(&self, sandbox: &SandboxId, now: i64) -> VecDeque<Refused> {
        self.0.with(sandbox, now, |kept| kept.refused.clone())
    }

    /// Forgets everything of a sandbox, its sessions too.
    pub fn clear(&self, sandbox: &SandboxId) {
        self.0.clear(sandbox);
    }
}

fn signed_in(all: &mut VecDeque<SignedIn>, user: UserId, random: &dyn Random) -> String {
    let cookie = random_name(random);
    push(all, KEPT, SignedIn { cookie: cookie.clone(), user });
    cookie
}

fn who(all: &VecDeque<SignedIn>, cookie: &str) -> Option<UserId> {
    all.iter().find(|one| one.cookie == cookie).map(|one| one.user)
}

impl fmt::Debug for CodeFlowRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeFlowRoom")
    }
}
