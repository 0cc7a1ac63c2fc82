//! The other two of the three views: what lies in the browser and in the server at a moment of the run. What is recorded of
//! it is no exchange of anybody's, and costs the evidence no query.

use std::collections::BTreeSet;

use authn::READY_ACCOUNTS;
use domain::{Found, Place};
use lab::rooms::login_csrf::MALLORY;
use lab::{Fact, Kept, Look, Moment};

use super::rows::{self, Rows};
use super::{OwnHouse, Stage};
use crate::experiments::{Experiment, Outcome, Void};

impl Stage {
    /// Plays, and looks around when it is over.
    pub(crate) async fn watch(&mut self, experiment: &dyn Experiment) -> Result<Outcome, Void> {
        self.note_rows().await?;
        let outcome = experiment.play(self).await?;
        self.look(Moment::After).await?;
        Ok(outcome)
    }

    /// Looks into the victim's browser and into the server, and keeps what is there. Each moment is looked at once.
    pub(crate) async fn look(&mut self, moment: Moment) -> Result<(), Void> {
        if self.evidence.looks.iter().any(|look| look.moment == moment) {
            return Ok(());
        }
        let browsers =
            if self.browser.was_used() { vec![found(self.browser.look().await?)] } else { self.jars.kept() };
        let mut server = rows::tables(&self.rows().await?, &self.before, self.house.clock.now());
        server.extend(rows::in_memory(self).await?);
        self.evidence.looks.push(Look { moment, browsers, server });
        Ok(())
    }

    /// Notes the rows that are there already: what is shown later is what this run made.
    async fn note_rows(&mut self) -> Result<(), Void> {
        self.before = rows::keys(&self.rows().await?);
        Ok(())
    }

    async fn rows(&self) -> Result<Rows, Void> {
        rows::read(&self.house, &*self.lab.store, &self.sandbox).await
    }
}

impl OwnHouse {
    /// The same in a house of one's own, in which all rows are the run's, and every client says itself what it keeps.
    pub(crate) async fn look(&self, moment: Moment, keeps: Vec<Kept>) -> Result<Look, Void> {
        let now = authn::Clock::now(&*self.clock);
        let rows = rows::read(&self.house, &self.store, &domain::SandboxId::default()).await?;
        Ok(Look { moment, browsers: keeps, server: rows::tables(&rows, &BTreeSet::new(), now) })
    }
}

/// What a script found. It was cut in the page, and is cut again: whatever a page says is its own word.
fn found(found: Vec<Found>) -> Kept {
    let all = found.len();
    let mut found: Vec<_> = found.into_iter().take(Found::MOST).collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    let mut facts = Vec::new();
    for (place, name) in [(Place::LocalStorage, "localStorage"), (Place::Cookie, "document.cookie")] {
        let before = facts.len();
        for one in found.iter().filter(|one| one.place == place) {
            let Found { name: key, value, .. } = Found::cut(place, &one.name, &one.value);
            facts.push(Fact::new(format!("{name}: {key}"), format!("{value}…")));
        }
        if facts.len() == before {
            facts.push(Fact::new(name, "nothing"));
        }
    }
    if all >= Found::MOST {
        facts.push(Fact::new("and whatever else there is", "not shown"));
    }
    Kept { whose: "This browser, as the victim’s".to_owned(), by_script: true, facts }
}

/// Everybody whose sessions are looked for: the victims, and the attacker, who may have signed a victim's browser in.
pub(super) const EVERYBODY: [&str; 3] = [READY_ACCOUNTS[0].email, READY_ACCOUNTS[1].email, MALLORY.email];
