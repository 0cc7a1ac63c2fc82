//! The requests: sent by a page in the victim's window, and counted where the app answers them.

use std::time::{Duration, Instant};

use authn::READY_ACCOUNTS;
use lab::{Event, Lane, Mark};
use tokio::time::sleep;

use super::super::Void;
use super::super::stage::{Stage, comes_true};
use super::tally::Tally;
use super::way::Way;
use crate::lab::{BLOCK, ROUNDS};

/// How long the page may send nothing.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often somebody is told how much is done.
const TELL_EVERY: Duration = Duration::from_millis(150);
/// Another device of Alice's, from which she signs out everywhere.
const PHONE: &str = "the phone";

/// Has the page ask in all ways, a block of each in turns, and adds up what that took. Returns a tally for each way, in their
/// order.
pub(super) async fn measure(stage: &Stage) -> Result<Vec<Tally>, Void> {
    let all = Way::ALL.len() * BLOCK * ROUNDS;
    stage.traces.meters.begin(&stage.sandbox, &Way::ALL.map(Way::path));
    let words = "Alice’s page asks for her profile in four ways, over and over, a block of each in turns.";
    stage.browser.visit("/stage/session-store-cost?act=measure", words).await?;
    let (mut done, mut since) = (0, Instant::now());
    while done < all {
        let so_far = stage.traces.meters.so_far(&stage.sandbox);
        if so_far > done {
            (done, since) = (so_far, Instant::now());
        } else if since.elapsed() > PATIENCE {
            return Err(Void(format!("Of {all} requests {done} arrived, and then no more.")));
        }
        stage.browser.tell_count(words, "requests counted", [done as u64, all as u64]).await?;
        sleep(TELL_EVERY).await;
    }
    let metered = stage.traces.meters.end(&stage.sandbox);
    let tallies: Vec<_> = Way::ALL.into_iter().map(|way| Tally::of(way, &metered)).collect();
    for tally in &tallies {
        draw(stage, tally);
    }
    match tallies.iter().find(|tally| tally.refused > 0 || tally.requests != BLOCK * ROUNDS) {
        None => Ok(tallies),
        Some(Tally { way, requests, refused, .. }) => Err(Void(format!(
            "{}: of {requests} requests {refused} were not answered with 200, and what is not answered was not measured.",
            way.name()
        ))),
    }
}

/// All of them as one arrow: so many would fill the page.
fn draw(stage: &Stage, tally: &Tally) {
    let event = Event {
        from: Lane::Browser,
        to: Lane::App,
        name: format!("{} × {}", tally.way.exchange(), tally.requests),
        status: None,
        note: format!("counted: {} look-ups, {} told from memory", tally.look_ups, tally.remembered),
        request: Vec::new(),
        response: Vec::new(),
        mark: Mark::Plain,
    };
    stage.traces.note(&stage.sandbox, event);
}

/// Alice signs out everywhere from another device; her window gives its tokens back, and asks once more in each way, with what
/// it had. Returns the statuses, in the order of the ways.
pub(super) async fn try_again(stage: &Stage) -> Result<Vec<u16>, Void> {
    let mut phone = stage.browser_called(PHONE);
    phone.log_in(READY_ACCOUNTS[0]).await?;
    let ended = phone.delete("/api/session/devices").await?.status;
    if ended != 200 {
        return Err(Void(format!("Signing out everywhere was answered {ended}.")));
    }
    let before = stage.recorded_so_far();
    let words = "Alice has signed out everywhere. Her page asks once more, with what it had.";
    stage.browser.visit("/stage/session-store-cost?act=try-again", words).await?;
    let status = |way: Way| {
        let since = stage.traces.so_far(&stage.sandbox).into_iter().skip(before);
        since
            .filter(|event| event.from == Lane::Browser && event.name == way.exchange())
            .find_map(|event| event.status)
    };
    if !comes_true(|| Way::ALL.iter().all(|way| status(*way).is_some())).await {
        return Err(Void("The page did not ask once more in every way.".to_owned()));
    }
    Ok(Way::ALL.into_iter().filter_map(status).collect())
}
