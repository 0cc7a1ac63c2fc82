//! `session-fixation` (CWE-384): Alice signs in under an id that the attacker knows, because he planted it.

use app::experiments::SESSION_FIXATION;
use async_trait::async_trait;
use authn::{READY_ACCOUNTS, random_name};
use lab::rooms::login_csrf::MALLORY;
use lab::{Event, Lane, Mark, Moment, Sheet, Table};
use serde_json::json;

use super::stage::{Entrance, NAIVE_SESSION_ROOM, SESSION_DOOR, Stage, Tried, shortened};
use super::{Experiment, Outcome, Void};

pub(super) struct SessionFixation;

#[async_trait]
impl Experiment for SessionFixation {
    fn sheet(&self) -> &'static Sheet {
        &SESSION_FIXATION
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let email = READY_ACCOUNTS[0].email;
        let entrance = if stage.arm.slug == "naive_session" { NAIVE_SESSION_ROOM } else { SESSION_DOOR };
        let made_up = made_up_id(stage, entrance).await?;
        let own = own_id(stage, entrance).await?;
        let mut opened = Vec::new();
        let mut rows = Vec::new();
        for (what, id) in [("an id that he made up", made_up), ("the id of his own session", own)] {
            let (after, tried) = planted(stage, entrance, &id).await?;
            rows.push(vec![what.to_owned(), shortened(&id), shortened(&after), tried.status().to_owned()]);
            if tried == Tried::Opened {
                opened.push(what);
            }
        }
        stage.evidence.tables.push(Table {
            caption: "What the attacker planted, and what it was worth once Alice had signed in".to_owned(),
            columns: ["Planted", "The id", "Alice’s id after the sign-in", "His server’s try"]
                .map(str::to_owned)
                .into(),
            rows,
        });
        Ok(if opened.is_empty() {
            Outcome::stood(
                "Alice is signed in, under an id that nobody else knows. Both ids that the attacker planted were answered \
                 with 401.",
            )
        } else {
            Outcome::fell(format!(
                "Alice signed in, and the attacker’s server read {email} with {}.",
                opened.join(", and with ")
            ))
        })
    }
}

/// An id from nowhere, after the attacker has asked for something with it: a careless server makes room for it then.
async fn made_up_id(stage: &Stage, entrance: Entrance) -> Result<String, Void> {
    let id = random_name(&*stage.house.random);
    match stage.try_out(entrance, &entrance.holding(&id), READY_ACCOUNTS[0].email).await? {
        Tried::Refused => Ok(id),
        Tried::Opened => Err(Void("An id that was just made up opened something.".to_owned())),
    }
}

/// The id of a session that the attacker began himself, with an account of his own.
async fn own_id(stage: &Stage, entrance: Entrance) -> Result<String, Void> {
    let mut program = stage.attackers_program();
    let account = json!({ "email": MALLORY.email, "name": MALLORY.name, "password": MALLORY.password });
    // Accepted, whether the account was there or not.
    program.post("/api/accounts", &account).await?;
    entrance.sign_in(&mut program, (MALLORY.email, MALLORY.password)).await?;
    held(entrance, |name| program.cookie(name).map(str::to_owned))
}

/// Plants an id in a browser, lets Alice sign in there, and tries the id out. Returns Alice's own id as well.
async fn planted(stage: &mut Stage, entrance: Entrance, id: &str) -> Result<(String, Tried), Void> {
    let alice = READY_ACCOUNTS[0];
    let mut browser = stage.second_browser();
    held(entrance, |name| {
        browser.plant(name, id);
        Some(())
    })?;
    stage.traces.note(&stage.sandbox, planting(entrance, id));
    entrance.sign_in(&mut browser, (alice.email, alice.password)).await?;
    // Whatever her id is now, Alice is in: an attacker who is kept out because she is too has not been withstood.
    let profile = entrance.profile(&mut browser).await?;
    match profile.status {
        200 if profile.text.contains(alice.email) => {}
        200 => {
            return Err(Void(
                "Alice signed in, and the session that was planted stayed somebody else’s.".to_owned(),
            ));
        }
        status => return Err(Void(format!("Alice signed in, and her profile was answered with {status}."))),
    }
    stage.look(Moment::Before).await?;
    let after = held(entrance, |name| browser.cookie(name).map(str::to_owned))?;
    Ok((after, stage.try_out(entrance, &entrance.holding(id), alice.email).await?))
}

/// What the app cannot see: somebody had the browser before Alice.
fn planting(entrance: Entrance, id: &str) -> Event {
    let name = entrance.cookie_name().unwrap_or_default();
    Event {
        from: Lane::Attacker,
        to: Lane::SecondBrowser,
        name: "plants a cookie".to_owned(),
        status: None,
        note: format!("{name}={}", shortened(id)),
        request: Vec::new(),
        response: Vec::new(),
        mark: Mark::Plain,
    }
}

fn held<T>(entrance: Entrance, find: impl FnOnce(&'static str) -> Option<T>) -> Result<T, Void> {
    entrance.cookie_name().and_then(find).ok_or_else(|| Void("There was no cookie.".to_owned()))
}
