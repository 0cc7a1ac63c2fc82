//! The room's arms: the attacker's form alone, and with a cookie that he puts into the victim's browser on the way.

use authn::READY_ACCOUNTS;
use domain::UserId;
use lab::rooms::login_csrf::{Attempt, MALLORY, Refused};
use lab::{Moment, Table};

use super::super::stage::{Neighbourhood, Stage, comes_true};
use super::super::{Outcome, Void};

/// What Alice writes down as soon as she is signed in. It has to end up in her own account.
const FIRST_NOTE: &str = "Buy milk";

/// What came of one neighbourhood's attack.
struct Tried {
    from: Neighbourhood,
    attempt: Attempt,
    /// Whether what Alice wrote is in the attacker's account.
    misplaced: bool,
    /// Whether he read it there.
    read: bool,
}

/// From each neighbourhood: Alice signs in, comes by the attacker's page, and writes down the number of her card.
pub(super) async fn play(stage: &mut Stage, plant: bool) -> Result<Outcome, Void> {
    stage.vulnerable.login_csrf.clear(&stage.sandbox);
    let mut tried = Vec::new();
    for (from, card) in Neighbourhood::ALL.into_iter().zip(["4111 1111 1111 1111", "5500 0000 0000 0004"]) {
        tried.push(attack(stage, from, card, plant).await?);
    }
    stage.evidence.tables = vec![table(&tried)];
    Ok(outcome(&tried))
}

async fn attack(stage: &mut Stage, from: Neighbourhood, card: &str, plant: bool) -> Result<Tried, Void> {
    let alice = user(stage, READY_ACCOUNTS[0].email).await?;
    let before = notes(stage, alice, FIRST_NOTE);
    stage
        .browser
        .visit("/stage/login-csrf", "Alice signs in, by the app’s own form, and writes a note.")
        .await?;
    // The control: the same sign-in, sent by the app's own page.
    if !comes_true(|| notes(stage, alice, FIRST_NOTE) > before).await {
        return Err(Void("Alice could not sign in by the app’s own form.".to_owned()));
    }
    stage.look(Moment::Before).await?;
    let words = format!("Alice follows a link to a page on {}.", from.words());
    let parameters: &[(&str, &str)] = if plant { &[("plant", "true")] } else { &[] };
    stage.lure(from, "/login-csrf", parameters, &words).await?;
    let attempt = forged(stage, from)?;

    let address = format!("/stage/login-csrf?write={}", card.replace(' ', "+"));
    stage.browser.visit(&address, "Alice writes down the number of her card.").await?;
    let mallory = user(stage, MALLORY.email).await?;
    if !comes_true(|| notes(stage, alice, card) + notes(stage, mallory, card) > 0).await {
        return Err(Void("Alice could not write anything down.".to_owned()));
    }
    let misplaced = notes(stage, mallory, card) > 0;
    let replay = stage.attacker.read_notes().await?;
    if replay.status != Some(200) {
        return Err(Void("The attacker could not read his own account.".to_owned()));
    }
    Ok(Tried { from, attempt, misplaced, read: replay.answer.contains(card) })
}

/// The sign-in that the attacker's page sent, as the room noted it.
fn forged(stage: &Stage, from: Neighbourhood) -> Result<Attempt, Void> {
    let attempts = stage.vulnerable.login_csrf.attempts(&stage.sandbox, stage.house.clock.now());
    let from_there = |attempt: &Attempt| attempt.sec_fetch_site.as_deref() == Some(from.sec_fetch_site());
    match attempts.into_iter().rev().find(from_there) {
        Some(Attempt { refused: Some(Refused::Credentials), .. }) => {
            Err(Void("The attacker’s own password was wrong.".to_owned()))
        }
        Some(attempt) => Ok(attempt),
        None => Err(Void(format!("The attacker’s form on {} never reached the app.", from.words()))),
    }
}

async fn user(stage: &Stage, email: &str) -> Result<UserId, Void> {
    let user = stage.account(email).await?;
    user.map(|user| user.id).ok_or_else(|| Void(format!("{email} has no account here.")))
}

/// How often that is written down in an account.
fn notes(stage: &Stage, user: UserId, text: &str) -> usize {
    let notes = stage.vulnerable.login_csrf.notes(&stage.sandbox, user, stage.house.clock.now());
    notes.iter().filter(|note| note.text == text).count()
}

/// What the app made of the attacker's form.
fn became(one: &Tried) -> String {
    match one.attempt.refused {
        Some(refused) => format!("refused, {}", refused.words()),
        None => "signed in as the attacker".to_owned(),
    }
}

fn table(tried: &[Tried]) -> Table {
    let rows = tried.iter().map(|one| {
        vec![
            one.from.words().to_owned(),
            became(one),
            if one.misplaced { "in the attacker’s account" } else { "in her own" }.to_owned(),
            if one.read { "yes" } else { "no" }.to_owned(),
        ]
    });
    Table {
        caption: "The attacker’s form, from both neighbourhoods".to_owned(),
        columns: ["His page is on", "The app", "What Alice wrote is", "He read it"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    }
}

fn outcome(tried: &[Tried]) -> Outcome {
    let fell: Vec<_> = tried.iter().filter(|one| one.read).map(|one| one.from.words()).collect();
    if fell.is_empty() {
        let refused = tried.iter().map(|one| format!("From {}: {}.", one.from.words(), became(one)));
        return Outcome::stood(format!(
            "The attacker’s forms arrived and signed nobody in. {} What Alice wrote is in her own account.",
            refused.collect::<Vec<_>>().join(" ")
        ));
    }
    let spared = tried.iter().filter(|one| !one.read);
    let spared = spared.map(|one| format!(" From {}: {}.", one.from.words(), became(one)));
    Outcome::fell(format!(
        "From {} the attacker signed Alice’s browser in to his own account, and read there the number of the card that she \
         wrote down.{}",
        fell.join(" and from "),
        spared.collect::<String>()
    ))
}
