//! Code injection (RFC 9700 §4.5): the attacker has a fresh code of Alice's, and brings it to the client in a sign-in of his own.

use lab::Moment;

use super::super::stage::Stage;
use super::super::{Outcome, Void};
use super::steps::{
    ALICE, answer_with, ask, attacker, begin, come_back, parameter, refusals, refused_since, sign_in, table,
    why,
};

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    let mut alice = stage.second_browser();
    // The control: with a code of her own, she gets in.
    sign_in(stage, &mut alice, ALICE).await?;
    stage.look(Moment::Before).await?;

    // Once more; but now the code is copied on its way, and her own browser never brings it.
    let question = begin(&mut alice, "code").await?;
    let answer = ask(&mut alice, &question).await?;
    let code = parameter(&answer, "code").unwrap_or_default();
    let copy = stage.copy_code_by_malware(&code).await?;

    let mut mallory = attacker(stage).await?;
    let own = begin(&mut mallory, "code").await?;
    let before = refusals(stage).len();
    let shown = come_back(&mut mallory, &answer_with(&own, &copy)?).await?;
    if shown.as_deref() == Some(ALICE.0) {
        stage.evidence.tables = vec![table(&[
            ["Alice", "hers", "taken", ALICE.0],
            ["Alice", "the attacker’s", "taken", ALICE.0],
        ])];
        return Ok(Outcome::fell(
            "The attacker brought Alice’s code to the client in a sign-in of his own. It is her account that his program was shown.",
        ));
    }
    let why = why(&refused_since(stage, before))?;
    stage.evidence.tables =
        vec![table(&[["Alice", "hers", "taken", ALICE.0], ["Alice", "the attacker’s", why, "nobody’s"]])];
    Ok(Outcome::stood(format!(
        "The attacker brought Alice’s code to the client in a sign-in of his own: {why}. The code was fresh, and used by nobody."
    )))
}
