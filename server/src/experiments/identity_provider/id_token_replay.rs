//! An ID token that went through the page, as at a token door: a script takes a copy, and the attacker signs in with it.

use lab::rooms::code_flow::Found;
use lab::{Moment, Table};
use serde_json::json;

use super::super::stage::{Payload, Stage, shortened};
use super::super::{Outcome, Void};
use super::steps::{ALICE, ROOM, account, attacker, begin, parameter, refusals, refused_since, table, why};
use super::window;

const FORGET: &str = "/stage/code-flow?act=forget";

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    stage.attacker.post_on_wall(Payload::Steal).await?;
    stage.browser.visit(FORGET, "").await?;
    window::sign_in(stage).await?;
    let by_code = look_round(stage, "A script on the client’s page looks for tokens.").await?;
    hand_over(stage).await?;
    let by_page = look_round(stage, "The script looks once more.").await?;
    stage.look(Moment::Before).await?;
    let outcome = replay(stage).await?;
    let found = Table {
        caption: "What any script on a later page of the client’s finds".to_owned(),
        columns: [
            "Alice came back with",
            "Addresses with a code or a token in the tab’s history",
            "Tokens in localStorage",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: vec![row("a code, for the server", by_code), row("an ID token, for the page", by_page)],
    };
    stage.evidence.tables.push(found);
    stage.look(Moment::After).await?;
    stage.browser.visit(FORGET, "").await?;
    Ok(outcome)
}

/// Alice signs in as at a token door: the page gets the ID token, and hands it to the server.
async fn hand_over(stage: &Stage) -> Result<(), Void> {
    let recorded = stage.recorded_so_far();
    let words =
        "Alice signs in once more; now the client’s page gets the ID token, and hands it to the server.";
    stage.browser.visit("/stage/code-flow?response_type=id_token", words).await?;
    let handed_over = stage.recorded("POST …/code-flow/id-token", recorded).await;
    // The control: it is good for her.
    if handed_over.is_none_or(|event| event.status != Some(303)) || window::is_the_attackers(stage).await? {
        return Err(Void("The client did not take Alice’s own ID token.".to_owned()));
    }
    Ok(())
}

async fn replay(stage: &mut Stage) -> Result<Outcome, Void> {
    stage
        .browser
        .visit("/wall", "Alice reads the wall. Whatever was posted there is now in her page.")
        .await?;
    let loot = stage.loot().await?.unwrap_or_default();
    let Some(id_token) = loot["localStorage"]["id_token"].as_str() else {
        return Err(Void("The script on the wall sent no ID token home, so nothing was tried.".to_owned()));
    };
    let mut mallory = attacker(stage).await?;
    let question = begin(&mut mallory, "id_token").await?;
    let before = refusals(stage).len();
    let body = json!({ "id_token": id_token, "state": parameter(&question, "state") });
    mallory.post(&format!("{ROOM}/id-token"), &body).await?;
    let copy = format!("a copy of {}", shortened(id_token));
    if account(&mut mallory).await?.as_deref() == Some(ALICE.0) {
        stage.evidence.tables = vec![table(&[
            ["Alice", "hers", "taken", ALICE.0],
            ["Alice", "the attacker’s", &format!("{copy}: taken"), ALICE.0],
        ])];
        return Ok(Outcome::fell(
            "A script took the ID token out of Alice’s page. The attacker handed it to the client in a sign-in of his own, and \
             it is her account that his program was shown.",
        ));
    }
    let why = why(&refused_since(stage, before))?;
    stage.evidence.tables = vec![table(&[
        ["Alice", "hers", "taken", ALICE.0],
        ["Alice", "the attacker’s", &format!("{copy}: {why}"), "nobody’s"],
    ])];
    Ok(Outcome::stood(format!(
        "A script took the ID token out of Alice’s page. The attacker handed it to the client in a sign-in of his own: {why}. \
         In hers it was taken."
    )))
}

async fn look_round(stage: &Stage, words: &str) -> Result<Found, Void> {
    let recorded = stage.recorded_so_far();
    stage.browser.visit("/stage/code-flow?act=look", words).await?;
    let posted = stage.recorded("POST …/code-flow/found", recorded).await;
    let found = stage.vulnerable.code_flow.take_found(&stage.sandbox, stage.house.clock.now());
    posted.and(found).ok_or_else(|| Void("The script on the client’s page could not look.".to_owned()))
}

fn row(what: &str, found: Found) -> Vec<String> {
    let history = match found.history {
        Some(history) => format!("{history} of {}", found.addresses),
        None => "this browser does not tell its pages".to_owned(),
    };
    vec![what.to_owned(), history, found.local_storage.to_string()]
}
