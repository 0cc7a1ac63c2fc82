//! One word, tried once at each of many accounts: no account sees more than one failure.

use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use lab::rooms::unthrottled_sign_in::{RESIDENTS, SHARED_PASSWORD, resident};
use lab::{Defence, Moment};
use serde_json::json;

use super::super::stage::{Guess, Guesses, OwnHouse, Shape, Stage};
use super::super::thousands::thousands;
use super::super::{Outcome, Void};
use super::pictures;
use super::room::{LOG_IN, STRETCH};
use super::siege::{Patience, besiege};

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    stage.vulnerable.unthrottled_sign_in.clear(&stage.sandbox);
    stage.look(Moment::Before).await?;
    let by_address = stage.defences.contains(&Defence::AddressThrottle);
    let at_most = by_address.then_some(STRETCH);
    let guessed =
        stage.guess(LOG_IN, Shape::Json, Guesses { all: guesses(), until_one_opens: false, at_most }).await?;
    stage.evidence.charts = vec![pictures::rates(&guessed)];
    stage.evidence.tables = vec![pictures::counts(&guessed)];
    let (opened, looked_at) = (guessed.opened(), guessed.looked_at());
    if let Some(first) = opened.first() {
        let Guess { email, password } = guesses().swap_remove(*first);
        let body = json!({ "email": email, "password": password });
        let answer = stage.attackers_program().post(LOG_IN, &body).await?;
        if answer.status != 200 {
            return Err(Void(format!("The account that was found did not open: {}.", answer.status)));
        }
        return Ok(Outcome::fell(format!(
            "“{SHARED_PASSWORD}” was tried once at each of {} accounts, and opened {} of them, in {:.1} s. {} guesses were sent away.",
            thousands(looked_at),
            opened.len(),
            guessed.took.as_secs_f64(),
            guessed.refused(),
        )));
    }
    if !by_address || looked_at == 0 {
        return Err(Void("Some of these accounts have that password, and none was found.".to_owned()));
    }
    let house = OwnHouse::open(stage, ACCESS_TOKEN_LIFETIME, &stage.defences).await?;
    let siege = besiege(&house, LOG_IN, &guesses(), (Patience::AsTold, Some(&stage.browser))).await?;
    let Some(place) = siege.opened else {
        return Err(Void("Not even somebody with patience opened an account.".to_owned()));
    };
    stage.evidence.charts.push(pictures::course(&[("waits as long as told", &siege)]));
    Ok(Outcome::stood(format!(
        "In {:.1} s {looked_at} accounts were tried and {} guesses sent away. Whoever waits as long as he is told gets to account {}, \
         the first with that password, after {:.1} days: those passed on a clock that was moved by hand.",
        guessed.took.as_secs_f64(),
        thousands(guessed.refused()),
        place + 1,
        pictures::days(siege.seconds),
    )))
}

fn guesses() -> Vec<Guess> {
    let guess = |number| Guess { email: resident(number), password: SHARED_PASSWORD.to_owned() };
    (1..=RESIDENTS).map(guess).collect()
}
