//! The doors themselves, in a house of their own: their throttle cannot be switched off, and their hash is at its full cost.

use authn::READY_ACCOUNTS;
use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use domain::Door;
use lab::{Moment, Table};

use super::super::stage::{Guess, OwnHouse, SECOND_BROWSER, Stage};
use super::super::{Outcome, Void};
use super::siege::{Patience, Siege, besiege};
use super::{lock_out, pictures};
use crate::parties::attacker::likeliest_words;

/// Words that are tried before the right one, which is put on the list for this.
const WRONG: usize = 29;
/// Whoever gets in later than this, in seconds, was held up. A line had to be drawn somewhere; the curve shows the rest.
const HELD_UP: i64 = 60 * 60;
/// The cookie of a browser that somebody signed in from.
const DEVICE: &str = "__Host-device";

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    let path = match stage.door()? {
        Door::LocalStorageJwt => "/api/jwt/login",
        Door::CookieSession => "/api/session/login",
    };
    let alice = READY_ACCOUNTS[0];
    let house = OwnHouse::open(stage, ACCESS_TOKEN_LIFETIME, &[]).await?;
    stage.evidence.looks.push(house.look(Moment::Before, Vec::new()).await?);
    // The control, and what makes this browser one that she signed in from before.
    let reply = house.sign_in(SECOND_BROWSER, "/api/session/login").await?;
    let device = reply.cookie(DEVICE).map(|value| format!("{DEVICE}={value}"));
    let device = device.ok_or_else(|| Void("Her browser was given no device cookie.".to_owned()))?;
    let guess = |password| Guess { email: alice.email.to_owned(), password };
    let words = likeliest_words().take(WRONG).chain([alice.password.to_owned()]);
    let guesses: Vec<_> = words.map(guess).collect();
    stage.browser.tell("The attacker guesses at Alice’s password, and waits as long as he is told.").await?;
    let siege = besiege(&house, path, &guesses, (Patience::AsTold, None)).await?;
    house.begin_to_note();
    let cost = lock_out::measure(&house, path, (alice.email, alice.password), Some(&device)).await?;
    for event in house.noted() {
        stage.traces.note(&stage.sandbox, event);
    }
    stage.evidence.looks.push(house.look(Moment::After, Vec::new()).await?);
    stage.evidence.charts = vec![pictures::course(&[("waits as long as told", &siege)])];
    stage.evidence.tables = vec![hashes(&siege), cost.table];
    if siege.opened != Some(WRONG) {
        return Err(Void("The right password was on the list, and opened nothing.".to_owned()));
    }
    if siege.seconds < HELD_UP {
        return Ok(Outcome::fell(format!(
            "Alice’s password was the thirtieth on his list, and he was in after {} s.",
            siege.seconds
        )));
    }
    Ok(Outcome::stood(format!(
        "Alice’s password was put on his list as the thirtieth word. He got to it after {:.1} hours, which passed on a clock that was \
         moved by hand. {}",
        pictures::hours(siege.seconds),
        cost.words,
    )))
}

/// What the hash alone would have done about them.
fn hashes(siege: &Siege) -> Table {
    let each =
        siege.worked.as_secs_f64() / f64::from(u32::try_from(siege.looked_at.max(1)).unwrap_or(u32::MAX));
    let all = each * 10_000.0 / 60.0;
    let row = |what: &str, figure: String| vec![what.to_owned(), figure];
    Table {
        caption: "What one guess costs the door that looks at it: Argon2id, one hash at a time".to_owned(),
        columns: ["What", "Measured on this machine"].map(str::to_owned).to_vec(),
        rows: vec![
            row("Work for one guess, on the average", format!("{:.0} ms", each * 1_000.0)),
            row("At that rate, and without a throttle, 10,000 guesses", format!("{all:.1} min")),
        ],
    }
}
