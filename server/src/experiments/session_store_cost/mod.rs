//! `session-store-cost` (claims T2, T14): the same request, over and over, by a token and by a session, and a count of what the
//! server asked its store to know who that is. Then Alice signs out, for what asks nobody must be able to end as well.

mod measure;
mod pictures;
mod tally;
mod way;

use app::experiments::SESSION_STORE_COST;
use async_trait::async_trait;
use authn::READY_ACCOUNTS;
use domain::Door;
use lab::{Defence, Moment, Sheet};

use super::stage::Stage;
use super::thousands::thousands;
use super::{Experiment, Outcome, Void};
use tally::{Asks, Tally};
use way::Way;

/// The token room is to be as careful as the token door, but for the list: so nothing else makes the difference.
const ROOM: [Defence; 3] = [Defence::Denylist, Defence::PinnedAlgorithm, Defence::StrongKey];

pub(super) struct SessionStoreCost;

#[async_trait]
impl Experiment for SessionStoreCost {
    fn sheet(&self) -> &'static Sheet {
        &SESSION_STORE_COST
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let way = Way::of(stage.arm.slug)?;
        stage.lab.store.set_defences(&stage.sandbox, &ROOM).await.map_err(|_| lost())?;
        sign_in(stage).await?;
        stage.look(Moment::Before).await?;
        let tallies = measure::measure(stage).await?;
        let again = measure::try_again(stage).await?;
        let kept_on = stage.lab.kept_on;
        stage.evidence.bars = vec![pictures::times(&tallies, kept_on)];
        stage.evidence.tables = vec![pictures::counts(&tallies, &again, kept_on)];
        judge(way, &tallies, &again)
    }
}

/// Alice signs in at both doors, in this window.
async fn sign_in(stage: &Stage) -> Result<(), Void> {
    let alice = READY_ACCOUNTS[0];
    stage.browser.forget_tokens().await?;
    for (door, words) in [
        (Door::LocalStorageJwt, "Alice signs in at the token door."),
        (Door::CookieSession, "Alice signs in at the session door."),
    ] {
        stage.browser.log_in(door, alice, words).await?;
        if !stage.signed_in_at(door).await {
            return Err(Void("Alice could not sign in at both doors.".to_owned()));
        }
    }
    Ok(())
}

/// What the count shows of one way; the others are its controls.
fn judge(way: Way, tallies: &[Tally], again: &[u16]) -> Result<Outcome, Void> {
    let tally_of = |way: Way| tallies.iter().find(|tally| tally.way == way).ok_or_else(lost);
    // Nothing is believed only of a counter that counts: the row is read by whoever is let in.
    if tally_of(Way::Row)?.asks() != Asks::Always && way != Way::Row {
        return Err(Void(
            "A session’s row was read, and not counted: the counter is not to be believed.".to_owned(),
        ));
    }
    let tally = tally_of(way)?;
    if way == Way::Memory && tally.remembered == 0 {
        return Err(Void(
            "No session was remembered, so there was nothing to measure. Was the server started with --session-cache off?"
                .to_owned(),
        ));
    }
    let answered = Way::ALL.iter().zip(again).find(|(one, _)| **one == way).map(|(_, status)| *status);
    if answered != Some(way.after_sign_out()) {
        return Err(Void(format!(
            "After Alice had signed out, a request was answered {}, and not {}.",
            answered.unwrap_or_default(),
            way.after_sign_out()
        )));
    }
    let ended = match answered {
        Some(200) => "After Alice had signed out it was answered all the same",
        _ => "After Alice had signed out it was refused",
    };
    let asked = match tally.look_ups {
        0 => format!("None of {} requests asked the store", tally.requests),
        _ => format!("{} in each of {} requests", pictures::asked(tally), tally.requests),
    };
    let median = thousands(pictures::whole(tally.percentile(50)));
    let finding = format!("{asked}; the one in the middle took {median} µs in the server. {ended}.");
    match tally.asks() {
        Asks::Always => Ok(Outcome::fell(finding)),
        Asks::Never if tally.asking == 0 => Ok(Outcome::stood(finding)),
        Asks::Never => Ok(Outcome::stood(format!(
            "{} of {} requests asked the store, when the memory was not sure; the one in the middle took {median} µs. {ended}.",
            tally.asking, tally.requests
        ))),
        Asks::Sometimes => Err(Void(format!(
            "Of {} requests {} asked the store, which is neither each of them nor none. Run it again.",
            tally.requests, tally.asking
        ))),
    }
}

fn lost() -> Void {
    Void("The measurement could not be made: the database did not answer.".to_owned())
}
