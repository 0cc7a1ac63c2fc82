//! What a throttle costs the owner of the account, who knows the password and comes while somebody guesses without pause.

use axum::http::header;
use lab::Table;
use serde_json::json;

use super::super::Void;
use super::super::stage::{Guess, OwnHouse, SECOND_BROWSER};
use super::siege::{Patience, besiege, look_at, wait};
use crate::parties::attacker::likeliest_words;

/// Guesses before she comes. By then every wait is the longest that there is.
const GUESSES: usize = 20;
/// How often the attacker is a moment quicker than she, once the wait is over.
const QUICKER: usize = 4;

/// What it came to.
pub(super) struct Cost {
    pub(super) table: Table,
    pub(super) words: String,
}

/// Measures it at an address that takes JSON, on a clock that is moved by hand. `device` is the cookie of a browser that
/// the owner signed in from before, where there are such cookies.
pub(super) async fn measure(
    house: &OwnHouse,
    path: &str,
    (email, password): (&str, &str),
    device: Option<&str>,
) -> Result<Cost, Void> {
    let wrong = |password| Guess { email: email.to_owned(), password };
    let mut guesses = likeliest_words().map(wrong);
    besiege(house, path, &guesses.by_ref().take(GUESSES).collect::<Vec<_>>(), (Patience::AsTold, None))
        .await?;
    let body = json!({ "email": email, "password": password });
    let asks = async |cookie: &str| -> Result<i64, Void> {
        let reply = house.post_with(SECOND_BROWSER, path, &body, (header::COOKIE, cookie)).await?;
        match reply.status {
            200 => Ok(0),
            429 => wait(reply.header(&header::RETRY_AFTER)),
            status => Err(Void(format!("The right password was answered with {status}."))),
        }
    };
    let mut rows = Vec::new();
    if let Some(device) = device {
        let waits = asks(device).await?;
        rows.push(row("in a browser that she signed in from before", 0, waits));
    }
    let (mut refused, mut waited) = (0, 0);
    for guess in guesses.take(QUICKER) {
        let waits = asks("").await?;
        refused += i64::from(waits > 0);
        waited += waits;
        house.clock.advance(waits);
        look_at(house, path, &guess, Patience::AsTold).await?;
    }
    let quicker = format!("in a new browser, and he is quicker {QUICKER} times running");
    rows.push(row(&quicker, refused, waited));
    let waits = asks("").await?;
    house.clock.advance(waits);
    if asks("").await? > 0 {
        return Err(Void(
            "The owner was not let in although she had waited as long as she was told.".to_owned(),
        ));
    }
    rows.push(row(
        "in a new browser, and she is the first when the wait is over",
        i64::from(waits > 0),
        waits,
    ));
    let known = if device.is_some() { " In a browser that she signed in from before, at once." } else { "" };
    Ok(Cost {
        table: Table {
            caption:
                "The owner comes with the right password while he guesses, on a clock that was moved by hand"
                    .to_owned(),
            columns: ["She comes", "Sent away", "Waits"].map(str::to_owned).to_vec(),
            rows,
        },
        words: format!(
            "The owner of the account, who came meanwhile, got in after {} minutes in a new browser.{known}",
            waits / 60
        ),
    })
}

fn row(comes: &str, refused: i64, waits: i64) -> Vec<String> {
    vec![comes.to_owned(), refused.to_string(), format!("{waits} s")]
}
