//! What a play works with: the victim's browser, the attacker, and a notebook for what shows the verdict.

mod at_provider;
mod attacker;
mod browser;
mod code;
mod crowd;
mod entrance;
mod excursion;
mod guesser;
mod insider;
mod jars;
mod lent;
mod line;
mod look;
mod malware;
mod own_house;
mod own_town;
mod patience;
mod reader;
mod recorded;
mod rows;
mod second_app;
mod second_browser;
mod sentence;
mod sign_in;
mod traveller;
mod trying;

use std::collections::BTreeSet;
use std::sync::Arc;

use authn::House;
use authn::relying_party::RelyingParty;
use domain::{Door, Email, SandboxId, User, UserId};
use lab::rooms::VulnerableRooms;
use lab::{Arm, Defence, Event, Evidence, Lab, Lane, Mark};
use serde_json::Value;

use super::Void;
use crate::Clients;
use crate::lab::{Fingerprint, Traces};
use crate::parties::attacker::ATTACKERS_SERVER;

pub(crate) use at_provider::AtProvider;
pub(crate) use attacker::{AttackersSite, Payload};
pub(crate) use browser::{VictimsBrowser, open_browser};
pub(crate) use crowd::{CROWD, Counted};
pub(crate) use entrance::{
    Credential, Entrance, JWT_COOKIE_ROOM, NAIVE_SESSION_ROOM, SESSION_DOOR, SIGNED_COOKIE_ROOM, TOKEN_DOOR,
    TOKEN_ROOM, shortened,
};
pub(crate) use excursion::Neighbourhood;
pub(crate) use guesser::{Guess, Guessed, Guesses, Shape};
pub(crate) use insider::{Insider, Shown, opened};
pub(crate) use jars::Jars;
pub(crate) use lent::Lent;
pub(crate) use line::Conversation;
pub(crate) use own_house::{OwnHouse, Reply};
pub(crate) use own_town::OwnTown;
pub(crate) use patience::comes_true;
pub(crate) use reader::longest_read;
pub(crate) use second_browser::{Answer, SECOND_BROWSER, SecondBrowser};
pub(crate) use traveller::{Page, Traveller};
pub(crate) use trying::Tried;

/// Everything that is at hand while one arm is played.
pub(crate) struct Stage {
    /// The experiment's name in addresses.
    pub(crate) slug: &'static str,
    /// What is tried.
    pub(crate) arm: &'static Arm,
    /// What is switched on in the vulnerable rooms meanwhile.
    pub(crate) defences: Vec<Defence>,
    /// Where it happens.
    pub(crate) sandbox: SandboxId,
    /// The browser that shows the experiment.
    pub(crate) browser: VictimsBrowser,
    /// The attacker's site, and a campaign there.
    pub(crate) attacker: AttackersSite,
    /// For what an operator would do, and for a look into the rows.
    pub(crate) house: Arc<House>,
    /// For the lab's own rows.
    pub(crate) lab: Arc<Lab>,
    /// The vulnerable rooms that remember something.
    pub(crate) vulnerable: VulnerableRooms,
    /// What is kept of this.
    pub(crate) evidence: Evidence,
    /// When it began, in seconds since 1970.
    pub(crate) began_at: i64,
    /// Rows that were there before it began.
    pub(crate) before: BTreeSet<String>,
    /// What the other browsers keep.
    pub(super) jars: Jars,
    /// What moves meanwhile.
    pub(crate) traces: Arc<Traces>,
    /// How another browser reaches the app.
    pub(crate) app: reqwest::Client,
    /// How a house of a play's own sends requests.
    pub(crate) clients: Clients,
    /// The app, as its providers know it, once it has any.
    pub(crate) relying_party: Option<Arc<RelyingParty>>,
    /// Where the app is.
    pub(crate) origin: String,
    /// Where Notes is, if it is open.
    pub(crate) notes: Option<String>,
    /// Somebody who works at a service.
    pub(crate) insider: Insider,
}

impl Stage {
    /// The door of this arm. An arm of the identity provider has none.
    pub(crate) fn door(&self) -> Result<Door, Void> {
        self.arm.at.door().ok_or_else(|| Void("The identity provider is no door.".to_owned()))
    }

    /// What a script sent home next, if one does within the attacker's patience. Noted in the trace, as the attacker
    /// saw it.
    pub(crate) async fn loot(&mut self) -> Result<Option<Value>, Void> {
        let Some(loot) = self.attacker.next_loot().await? else { return Ok(None) };
        let found: Value = serde_json::from_str(&loot.text).unwrap_or_default();
        let something = found["localStorage"].as_object().is_some_and(|entries| !entries.is_empty())
            || found["cookie"].as_str().is_some_and(|cookie| !cookie.is_empty());
        self.traces.stolen(&self.sandbox, &Fingerprint::of_loot(&found));
        let note = if something {
            "with what a script can read: a credential"
        } else {
            "with what a script can read: nothing"
        };
        self.traces.note(
            &self.sandbox,
            Event {
                from: Lane::Browser,
                to: Lane::Attacker,
                name: "POST /collect".to_owned(),
                status: Some(204),
                note: note.to_owned(),
                request: Vec::new(),
                response: Vec::new(),
                mark: if something { Mark::Stolen } else { Mark::Stopped },
            },
        );
        Ok(Some(found))
    }

    /// An account of the sandbox, as the database has it.
    pub(crate) async fn account(&self, email: &str) -> Result<Option<User>, Void> {
        let email: Email = email.parse().map_err(|_| lost())?;
        let stored = self.house.store.find_credentials(&self.sandbox, &email).await;
        Ok(stored.map_err(|_| lost())?.map(|stored| stored.user))
    }

    /// How many sessions an account has at the session door: a row each.
    pub(crate) async fn sessions(&self, user: UserId) -> Result<usize, Void> {
        let devices = self.house.sessions.devices(user, self.house.clock.now()).await;
        Ok(devices.map_err(|_| lost())?.len())
    }

    /// Another browser of the victim's, without a window: it keeps cookies and sends requests.
    pub(crate) fn second_browser(&self) -> SecondBrowser {
        self.program(SECOND_BROWSER)
    }

    /// The attacker's own program, which keeps cookies too: for what he does with an account of his own.
    pub(crate) fn attackers_program(&self) -> SecondBrowser {
        self.program(ATTACKERS_SERVER)
    }

    fn program(&self, calls_itself: &str) -> SecondBrowser {
        let reader = self.browser.reader.clone();
        let jars = self.jars.clone();
        SecondBrowser::new(self.app.clone(), self.origin.clone(), &self.sandbox, calls_itself, (reader, jars))
    }

    /// Whether the victim's browser with a window asked for this in this run, and brought a cookie by that name.
    pub(crate) fn browser_brought(&self, request: &str, cookie: &str) -> bool {
        let pair = format!("{cookie}=");
        let brought = |event: &Event| {
            event.from == Lane::Browser
                && event.name == request
                && event.request.iter().any(|header| {
                    header.name == "cookie" && header.value.split("; ").any(|held| held.starts_with(&pair))
                })
        };
        self.traces.so_far(&self.sandbox).iter().any(brought)
    }

    /// Whether the victim's browser with a window asked for this in this run, and was answered with 200.
    pub(crate) fn browser_got(&self, request: &str) -> bool {
        let got =
            |event: &Event| event.from == Lane::Browser && event.name == request && event.status == Some(200);
        self.traces.so_far(&self.sandbox).iter().any(got)
    }

    /// The same, with a name of its own, in ASCII: the app writes it into the list of devices, and the diagram beside
    /// its answers.
    pub(crate) fn browser_called(&self, name: &str) -> SecondBrowser {
        self.second_browser().called(name)
    }
}

fn lost() -> Void {
    Void("The database did not answer.".to_owned())
}
