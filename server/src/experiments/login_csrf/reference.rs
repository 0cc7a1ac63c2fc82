//! The session door's own sign-in, attacked by the same trick.

use authn::READY_ACCOUNTS;
use domain::Door;
use lab::Moment;
use lab::rooms::login_csrf::MALLORY;

use super::super::forged::{Forged, all_arrived, table};
use super::super::stage::{Neighbourhood, Stage};
use super::super::{Outcome, Void};

/// Where the door takes credentials.
const LOG_IN: &str = "/fn/session/log_in";

/// Alice signs in, and the attacker's pages try to sign her browser in as him.
pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    end_his_sessions(stage).await?;
    stage
        .browser
        .log_in(Door::CookieSession, READY_ACCOUNTS[0], "Alice signs in at the session door.")
        .await?;
    stage.look(Moment::Before).await?;
    for from in Neighbourhood::ALL {
        let words = format!("Alice follows a link to a page on {}.", from.words());
        stage.lure(from, "/doors", &[("target", "log_in")], &words).await?;
    }
    stage.look(Moment::After).await?;
    let forged = Forged::among(&stage.traces.so_far(&stage.sandbox));
    stage.evidence.tables = vec![table(&forged)];
    all_arrived(&forged, &["POST /fn/session/log_in", "POST /api/session/login"])?;
    let his_sessions = his_sessions(stage).await?;

    // The control: with the same credentials, a page of the app's own would have signed him in.
    let mut other = stage.second_browser();
    let credentials = [("email", MALLORY.email), ("password", MALLORY.password)];
    other.post_form(LOG_IN, &credentials).await?;
    let with_control = self::his_sessions(stage).await?;
    end_his_sessions(stage).await?;
    if with_control != his_sessions + 1 {
        return Err(Void("The attacker’s own password does not open the session door.".to_owned()));
    }
    let n = forged.len();
    if his_sessions > 0 {
        return Ok(Outcome::fell(format!(
            "{n} forged sign-ins arrived, and {his_sessions} of them signed Alice’s browser in as the attacker."
        )));
    }
    Ok(Outcome::stood(format!(
        "{n} forged sign-ins arrived and signed nobody in: they came from another origin’s page. From the app’s own origin, \
         the same credentials open the door."
    )))
}

async fn his_sessions(stage: &Stage) -> Result<usize, Void> {
    match stage.account(MALLORY.email).await? {
        Some(mallory) => stage.sessions(mallory.id).await,
        None => Ok(0),
    }
}

async fn end_his_sessions(stage: &Stage) -> Result<(), Void> {
    let Some(mallory) = stage.account(MALLORY.email).await? else { return Ok(()) };
    let ended = stage.house.sessions.end_all_sessions(mallory.id).await;
    ended.map(drop).map_err(|_| Void("The database did not answer.".to_owned()))
}
