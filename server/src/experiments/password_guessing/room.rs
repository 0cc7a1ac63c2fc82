//! One account of the room, and 10,000 words.

use std::time::Duration;

use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use lab::rooms::unthrottled_sign_in::CAROL;
use lab::{Defence, Moment};
use serde_json::json;

use super::super::stage::{Guess, Guesses, OwnHouse, Shape, Stage};
use super::super::thousands::thousands;
use super::super::{Outcome, Void};
use super::siege::{Patience, besiege};
use super::{is_throttled, lock_out, pictures};
use crate::parties::attacker::likeliest_words;

/// Where the room takes JSON, and a form.
pub(super) const LOG_IN: &str = "/api/lab/rooms/unthrottled-sign-in/login";
const FORM: &str = "/api/lab/rooms/unthrottled-sign-in/form";
/// Words on the attacker's list.
const WORDS: usize = 10_000;
/// How long he hammers at a sign-in that makes him wait.
pub(super) const STRETCH: Duration = Duration::from_millis(1_500);

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    stage.vulnerable.unthrottled_sign_in.clear(&stage.sandbox);
    stage.look(Moment::Before).await?;
    let demanded = stage.defences.contains(&Defence::AntiForgeryToken);
    let (path, shape) = match (stage.arm.slug, demanded) {
        ("form", true) => (FORM, Shape::FetchedForm),
        ("form", false) => (FORM, Shape::Form),
        _ => (LOG_IN, Shape::Json),
    };
    let throttled = is_throttled(stage);
    let at_most = throttled.then_some(STRETCH);
    let guessed =
        stage.guess(path, shape, Guesses { all: guesses(), until_one_opens: true, at_most }).await?;
    stage.evidence.charts = vec![pictures::rates(&guessed)];
    stage.evidence.tables = vec![pictures::counts(&guessed)];
    if let Some(place) = guessed.opened().first() {
        let word = &guesses()[*place].password;
        comes_in(stage, word).await?;
        let each =
            if shape == Shape::FetchedForm { ", two for each guess: the form, and the guess" } else { "" };
        return Ok(Outcome::fell(format!(
            "Guess {} of {} was Carol’s password. It took {:.1} s and {} requests{each}.",
            thousands(*place as u64 + 1),
            thousands(WORDS as u64),
            guessed.took.as_secs_f64(),
            thousands(guessed.requests),
        )));
    }
    let looked_at = guessed.looked_at();
    if !throttled || looked_at == 0 {
        return Err(Void("Carol’s password is on the list, and was not found or not looked for.".to_owned()));
    }
    let house = OwnHouse::open(stage, ACCESS_TOKEN_LIFETIME, &stage.defences).await?;
    let cost = lock_out::measure(&house, LOG_IN, (CAROL.email, CAROL.password), None).await?;
    stage.evidence.tables.push(cost.table);
    let patient = if stage.arm.slug == "json" { patience(stage).await? } else { String::new() };
    Ok(Outcome::stood(format!(
        "In {:.1} s {looked_at} guesses were looked at, and {} sent away. {}{patient}",
        guessed.took.as_secs_f64(),
        thousands(guessed.refused()),
        cost.words,
    )))
}

fn guesses() -> Vec<Guess> {
    let guess = |password| Guess { email: CAROL.email.to_owned(), password };
    likeliest_words().take(WORDS).map(guess).collect()
}

/// He signs in with what he found, as she would.
async fn comes_in(stage: &mut Stage, word: &str) -> Result<(), Void> {
    let body = json!({ "email": CAROL.email, "password": word });
    let answer = stage.attackers_program().post(LOG_IN, &body).await?;
    if answer.status == 200 && answer.body["name"] == CAROL.name {
        return Ok(());
    }
    Err(Void(format!("The word that was found opened nothing: {}.", answer.status)))
}

/// How long the same list takes somebody with patience, on a clock that is moved by hand.
async fn patience(stage: &mut Stage) -> Result<String, Void> {
    let mut sieges = Vec::new();
    for patience in [Patience::AsTold, Patience::UntilForgiven] {
        let house = OwnHouse::open(stage, ACCESS_TOKEN_LIFETIME, &stage.defences).await?;
        let siege = besiege(&house, LOG_IN, &guesses(), (patience, Some(&stage.browser))).await?;
        if siege.opened.is_none() {
            return Err(Void("Not even somebody with patience found the password.".to_owned()));
        }
        sieges.push(siege);
    }
    let [as_told, until_forgiven] = &sieges[..] else { return Ok(String::new()) };
    stage.evidence.charts.push(pictures::course(&[
        ("waits as long as told", as_told),
        ("waits until all is forgiven", until_forgiven),
    ]));
    Ok(format!(
        " Whoever waits as long as he is told comes to guess {}, which is right, after {:.0} days, and whoever keeps quiet for an hour \
         whenever the wait gets long, after {:.0}: those passed on a clock that was moved by hand.",
        thousands(as_told.looked_at as u64),
        pictures::days(as_told.seconds),
        pictures::days(until_forgiven.seconds),
    ))
}
