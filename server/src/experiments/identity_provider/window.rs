//! What Alice does in the browser with a window.

use domain::UserId;
use lab::rooms::login_csrf::MALLORY;

use super::super::Void;
use super::super::stage::{Stage, comes_true};
use super::steps::{ALICE, ROOM};

/// Alice signs in at the client, by way of the provider. Nothing was tried, if she cannot.
pub(super) async fn sign_in(stage: &Stage) -> Result<(), Void> {
    let alice = user(stage, ALICE.0).await?;
    let before = shown(stage).len();
    stage
        .browser
        .visit(
            "/stage/code-flow",
            "Alice signs in at the client, which sends her to the provider and gets her back.",
        )
        .await?;
    if comes_true(|| shown(stage).get(before) == Some(&alice)).await {
        return Ok(());
    }
    Err(Void("Alice could not sign in at the client.".to_owned()))
}

/// Alice looks at her account, or at whose it is. Returns whether it is the attacker's.
pub(super) async fn is_the_attackers(stage: &Stage) -> Result<bool, Void> {
    let before = shown(stage).len();
    stage.browser.visit(&format!("{ROOM}/account"), "Alice looks at her account.").await?;
    let shown = shown(stage).get(before).copied();
    let (alice, mallory) = (user(stage, ALICE.0).await?, user(stage, MALLORY.email).await?);
    match shown {
        Some(user) if user == mallory => Ok(true),
        Some(user) if user == alice => Ok(false),
        _ => Err(Void("The client showed Alice no account.".to_owned())),
    }
}

fn shown(stage: &Stage) -> Vec<UserId> {
    stage.vulnerable.code_flow.shown(&stage.sandbox, stage.house.clock.now())
}

async fn user(stage: &Stage, email: &str) -> Result<UserId, Void> {
    let user = stage.account(email).await?;
    user.map(|user| user.id).ok_or_else(|| Void(format!("{email} has no account here.")))
}
