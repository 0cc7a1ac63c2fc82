//! A loose `redirect_uri` (RFC 9700 §4.1): the attacker asks the provider a question in the client's name, with Alice's
//! browser, and has the answer sent to himself.
//!
//! The question is one that the client asked *him*: `state`, `nonce` and the challenge in it are his own sign-in's, so none of
//! them speaks against him afterwards.

use lab::Moment;

use super::super::stage::{Neighbourhood, Stage};
use super::super::{Outcome, Void};
use super::steps::{ALICE, answer_with, attacker, begin, come_back, refusals, refused_since, table, why};
use super::window;

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    // The control: to the address that is registered, the provider sends her code, and she gets in.
    window::sign_in(stage).await?;
    stage.look(Moment::Before).await?;

    let mut mallory = attacker(stage).await?;
    let question = begin(&mut mallory, "code").await?;
    let query = question.query().unwrap_or_default();
    let (refused, recorded) = (refusals(stage).len(), stage.recorded_so_far());
    let words = "Alice follows a link of the attacker’s. It leads her browser to the provider, with a question of his.";
    stage.lure(Neighbourhood::CrossSite, "/code-flow", &[("question", query)], words).await?;
    if stage.recorded("GET …/code-flow/provider/authorize", recorded).await.is_none() {
        return Err(Void("The attacker’s link never reached the provider.".to_owned()));
    }
    let Some(code) = stage.code_sent_astray().await? else {
        let why = why(&refused_since(stage, refused))?;
        stage.evidence.tables =
            vec![table(&[["Alice", "hers", "taken", ALICE.0], ["Alice", "the attacker’s", why, "nobody’s"]])];
        return Ok(Outcome::stood(format!(
            "The provider was asked to send Alice’s code to the attacker: {why}. No code left it. To the client’s own address it \
             sent one before."
        )));
    };
    let shown = come_back(&mut mallory, &answer_with(&question, &code)?).await?;
    if shown.as_deref() != Some(ALICE.0) {
        return Err(Void("The attacker got Alice’s code, and could do nothing with it.".to_owned()));
    }
    stage.evidence.tables =
        vec![table(&[["Alice", "hers", "taken", ALICE.0], ["Alice", "the attacker’s", "taken", ALICE.0]])];
    Ok(Outcome::fell(
        "The provider sent Alice’s code to the attacker’s address, which begins like the client’s. He brought it to the client, \
         and it is her account that his program was shown.",
    ))
}
