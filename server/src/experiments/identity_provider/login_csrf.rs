//! Login CSRF (RFC 9700 §4.7): a link makes Alice's browser finish a sign-in that the attacker began, and she is signed in as him.

use lab::Moment;

use super::super::stage::{Neighbourhood, Stage};
use super::super::{Outcome, Void};
use super::steps::{
    ALICE, THE_ATTACKER, ask, attacker, begin, refusals, refused_since, sign_in, sign_in_at_provider, table,
    why,
};
use super::window;

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    let mut mallory = attacker(stage).await?;
    // The control: with a code of his own, in his own browser, he gets in.
    sign_in(stage, &mut mallory, THE_ATTACKER).await?;
    window::sign_in(stage).await?;
    stage.look(Moment::Before).await?;

    sign_in_at_provider(stage, &mut mallory, THE_ATTACKER).await?;
    let question = begin(&mut mallory, "code").await?;
    let answer = ask(&mut mallory, &question).await?;
    let query = answer.query().unwrap_or_default();
    let (refused, recorded) = (refusals(stage).len(), stage.recorded_so_far());
    let words = "Alice follows a link of the attacker’s. It leads her browser to the client, with his code.";
    stage.lure(Neighbourhood::CrossSite, "/code-flow", &[("answer", query)], words).await?;
    if stage.recorded("GET …/code-flow/callback", recorded).await.is_none() {
        return Err(Void("The attacker’s link never reached the client.".to_owned()));
    }
    if window::is_the_attackers(stage).await? {
        stage.evidence.tables = vec![table(&[
            ["the attacker", "his", "taken", THE_ATTACKER.0],
            ["the attacker", "Alice’s", "taken", THE_ATTACKER.0],
        ])];
        return Ok(Outcome::fell(
            "Alice followed a link, and her browser is signed in as the attacker. Whatever she writes down now is in his account.",
        ));
    }
    let why = why(&refused_since(stage, refused))?;
    stage.evidence.tables = vec![table(&[
        ["the attacker", "his", "taken", THE_ATTACKER.0],
        ["the attacker", "Alice’s", why, ALICE.0],
    ])];
    Ok(Outcome::stood(format!(
        "Alice’s browser brought the client the attacker’s code: {why}. The account that it shows her is her own."
    )))
}
