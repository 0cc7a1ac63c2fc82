//! Two apps with a form each, of the same make.

use authn::READY_ACCOUNTS;
use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use lab::{Event, Lane, Moment};

use super::super::stage::{Entrance, OwnHouse, Stage, Tried};
use super::super::{Outcome, Void};
use super::{copies, prompts};

/// What the two are called in tables.
const APPS: [&str; 2] = ["The app", "A second app of the same make"];

/// Signs Alice in at both, takes copies, signs her out at the first, and tries the copies.
pub(super) async fn play(stage: &mut Stage, entrance: Entrance) -> Result<Outcome, Void> {
    let alice = READY_ACCOUNTS[0];
    let mut browser = stage.second_browser();
    let held = entrance.sign_in(&mut browser, (alice.email, alice.password)).await?;
    let second = OwnHouse::open(stage, ACCESS_TOKEN_LIFETIME, &[]).await?;
    if second.tries(entrance, &held).await? == Tried::Opened {
        return Ok(Outcome::stood("What Alice held of the first app opened the second one too."));
    }
    second.begin_to_note();
    let held_of_second = second.sign_in_at(entrance).await?;
    let recorded = [stage.traces.so_far(&stage.sandbox), second.noted()];
    let took: Vec<_> =
        APPS.iter().zip(recorded).map(|(app, events)| counted(app, &events, entrance)).collect();
    let typed: usize = took.iter().map(|(_, prompts, _)| prompts).sum();
    stage.evidence.tables.push(prompts(took));
    stage.look(Moment::Before).await?;

    let copy = stage.copy_by_malware(&held).await?;
    let works =
        [stage.try_out(entrance, &copy, alice.email).await?, second.tries(entrance, &held_of_second).await?];
    if works != [Tried::Opened; 2] {
        return Err(Void("A copy did not work even before the sign-out, so nothing was tried.".to_owned()));
    }
    entrance.sign_out(&mut browser, &held).await?;
    let first = stage.try_out(entrance, &copy, alice.email).await? == Tried::Opened;
    let other = second.tries(entrance, &held_of_second).await? == Tried::Opened;
    stage.evidence.tables.push(copies([(APPS[0], first), (APPS[1], other)]));

    let of_first = if first { "still opened" } else { "opened nothing" };
    let times = if typed == 2 { "twice".to_owned() } else { format!("{typed} times") };
    let typed = format!("Alice typed her password {times}, and the servers of both apps read it.");
    Ok(if other {
        Outcome::fell(format!(
            "{typed} After she had signed out at the first app, a copy from there {of_first}, and a copy from the second app still \
             read {}.",
            alice.email
        ))
    } else {
        Outcome::stood(format!("{typed} Her sign-out at the first app ended the second one’s session too."))
    })
}

/// A row of what it took, as it was recorded there.
fn counted(app: &str, events: &[Event], entrance: Entrance) -> (String, usize, usize) {
    let sent: Vec<_> =
        events.iter().filter(|event| (event.from, event.to) == (Lane::SecondBrowser, Lane::App)).collect();
    let prompts = sent.iter().filter(|event| event.name == entrance.signs_in_by()).count();
    (app.to_owned(), prompts, sent.len())
}
