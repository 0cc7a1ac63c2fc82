//! Looking back, while a play goes on, at what the app recorded of it.

use std::time::Duration;

use domain::Door;
use lab::{Event, Lane, Mark};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::super::Void;
use super::Stage;
use crate::lab::Noted;

/// How long a play waits for a request that a page sends by itself, after it has loaded.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How often it looks meanwhile.
const LOOK_EVERY: Duration = Duration::from_millis(20);

impl Stage {
    /// How much was recorded until now.
    pub(crate) fn recorded_so_far(&self) -> usize {
        self.traces.so_far(&self.sandbox).len()
    }

    /// The first exchange by this name that the victim's browser had with the app after so many others, if there is one
    /// or it comes in time.
    pub(crate) async fn recorded(&self, name: &str, after: usize) -> Option<Event> {
        Some(self.recorded_where(after, |event| event.name == name).await?.event)
    }

    /// The same, chosen by more than its name, and when it was over.
    pub(crate) async fn recorded_where(
        &self,
        after: usize,
        chosen: impl Fn(&Event) -> bool,
    ) -> Option<Noted> {
        let until = Instant::now() + PATIENCE;
        let ours = |noted: &Noted| noted.event.from == Lane::Browser && chosen(&noted.event);
        loop {
            let found = self.traces.noted_so_far(&self.sandbox).into_iter().skip(after).find(ours);
            if found.is_some() || Instant::now() >= until {
                return found;
            }
            sleep(LOOK_EVERY).await;
        }
    }

    /// Whether the victim's browser was let in at a door during this play.
    pub(crate) async fn signed_in_at(&self, door: Door) -> bool {
        let name = match door {
            Door::LocalStorageJwt => "POST /api/jwt/login",
            Door::CookieSession => "POST /fn/session/log_in",
        };
        self.recorded(name, 0).await.is_some_and(|event| event.status == Some(200))
    }

    /// What a script heard somebody type, if it tells within the attacker's patience. Noted in the trace, as the attacker saw it.
    pub(crate) async fn overheard(&mut self) -> Result<Option<Value>, Void> {
        let Some(loot) = self.attacker.next_loot().await? else { return Ok(None) };
        let heard: Value = serde_json::from_str(&loot.text).unwrap_or_default();
        let keys = heard["keys"].as_str().unwrap_or_default().chars().count();
        let report = Event {
            from: Lane::Browser,
            to: Lane::Attacker,
            // No answer handed out what somebody typed.
            name: "POST /collect/…".to_owned(),
            status: Some(204),
            note: match (&heard["listening"], keys) {
                (Value::Bool(true), _) => "the script says that it listens".to_owned(),
                (_, 0) => "a form was sent, and no key was heard".to_owned(),
                _ => format!("with the {keys} keys that were pressed in a password field"),
            },
            request: Vec::new(),
            response: Vec::new(),
            mark: if keys > 0 { Mark::Stolen } else { Mark::Plain },
        };
        self.traces.note(&self.sandbox, report);
        Ok(Some(heard))
    }

    /// What a script says that it *did* in the victim's page, if it does within the attacker's patience. It took nothing
    /// away, so nothing is marked. Noted in the trace, as the attacker saw it.
    pub(crate) async fn report(&mut self) -> Result<Option<Value>, Void> {
        let Some(loot) = self.attacker.next_loot().await? else { return Ok(None) };
        let report = Event {
            from: Lane::Browser,
            to: Lane::Attacker,
            name: "POST /collect".to_owned(),
            status: Some(204),
            note: "with what the script did".to_owned(),
            request: Vec::new(),
            response: Vec::new(),
            mark: Mark::Plain,
        };
        self.traces.note(&self.sandbox, report);
        Ok(Some(serde_json::from_str(&loot.text).unwrap_or_default()))
    }
}
