//! `refresh-treadmill` (claim T5): an hour of a client's life at four lengths of a token's, and a refresh token that two
//! people use. It happens in a house with a clock of its own, so that an hour takes a second.

mod client;
mod hour;
mod pictures;
mod reuse;

use app::experiments::REFRESH_TREADMILL;
use async_trait::async_trait;
use lab::{Defence, Sheet};

use super::stage::Stage;
use super::{Experiment, Outcome, Void};
use hour::{Hour, LATER};

pub(super) struct RefreshTreadmill;

/// How long an access token lives in each arm, in seconds.
const LIVES: [(&str, i64); 4] =
    [("one_minute", 60), ("two_minutes", 120), ("five_minutes", 300), ("fifteen_minutes", 900)];

#[async_trait]
impl Experiment for RefreshTreadmill {
    fn sheet(&self) -> &'static Sheet {
        &REFRESH_TREADMILL
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        match LIVES.into_iter().find(|(arm, _)| *arm == stage.arm.slug) {
            Some((_, life)) => an_hour(stage, life).await,
            None => reuse::play(stage).await,
        }
    }
}

async fn an_hour(stage: &mut Stage, life: i64) -> Result<Outcome, Void> {
    let mut hours = vec![Hour::with_a_token(stage, life).await?];
    let session = hour::with_a_session(stage).await?;
    // One arm draws the curves, for which every life has to be lived. Cut short by the switch, they are all one.
    if life == LIVES[0].1 && !stage.defences.contains(&Defence::ShortLife) {
        for (_, life) in &LIVES[1..] {
            hours.push(Hour::with_a_token(stage, *life).await?);
        }
        stage.evidence.charts = pictures::charts(&hours, &session);
    }
    stage.evidence.tables = vec![pictures::table(&hours, &session)];
    let Hour { requests, refreshes, exposed, later, theft, looks, .. } = hours.swap_remove(0);
    stage.evidence.looks = looks;
    for event in theft {
        stage.traces.note(&stage.sandbox, event);
    }
    let measured = format!(
        "In an hour with {} requests for the profile the client had to refresh {refreshes} times. A copy that was stolen \
         at the worst moment worked for {exposed} seconds",
        requests - refreshes,
    );
    let minutes = LATER / 60;
    Ok(if later {
        Outcome::fell(format!(
            "{measured}; {minutes} minutes after the theft the thief read Alice’s profile."
        ))
    } else {
        Outcome::stood(format!(
            "{measured}; {minutes} minutes after the theft the thief was answered with 401."
        ))
    })
}
