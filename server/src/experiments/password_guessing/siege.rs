//! Somebody who guesses without end, and waits each time as long as he is told and not a second longer. It happens in a house
//! whose clock is moved by hand.

use std::time::{Duration, Instant};

use authn::{Clock as _, FORGIVEN_AFTER};
use axum::http::header;
use serde_json::json;

use super::super::Void;
use super::super::stage::{CROWD, Guess, OwnHouse, VictimsBrowser};

/// A quiet time for which a throttle forgives everything, and the wait from which on it is the better choice, in seconds.
const QUIET: i64 = FORGIVEN_AFTER;
const TOO_LONG: i64 = 512;

/// How somebody waits who is told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// As long as he is told.
    AsTold,
    /// As long as he is told, while that is little; else until everything is forgiven.
    UntilForgiven,
}

/// After so many guesses the page is told how far it is.
const TELL_EVERY: usize = 100;

/// What it came to.
pub(super) struct Siege {
    /// Guesses that were looked at.
    pub(super) looked_at: usize,
    /// Which of them opened, from 0. Nothing comes after it.
    pub(super) opened: Option<usize>,
    /// How long it took by the house's clock.
    pub(super) seconds: i64,
    /// When each was looked at, in seconds since the first.
    pub(super) course: Vec<i64>,
    /// How long the house really worked on the guesses that it looked at.
    pub(super) worked: Duration,
}

/// Tries these one after the other at an address that takes JSON.
pub(super) async fn besiege(
    house: &OwnHouse,
    path: &str,
    guesses: &[Guess],
    (patience, browser): (Patience, Option<&VictimsBrowser>),
) -> Result<Siege, Void> {
    let began = house.clock.now();
    let (mut opened, mut course, mut worked) = (None, Vec::new(), Duration::ZERO);
    for (place, guess) in guesses.iter().enumerate() {
        let (status, took) = look_at(house, path, guess, patience).await?;
        worked += took;
        course.push(house.clock.now() - began);
        if let Some(browser) = browser
            && place.is_multiple_of(TELL_EVERY)
        {
            let words = "The same list, on a clock that is moved by hand.";
            browser.tell_count(words, "guesses looked at", [place as u64, guesses.len() as u64]).await?;
        }
        if status == 200 {
            opened = Some(place);
            break;
        }
    }
    Ok(Siege { looked_at: course.len(), opened, seconds: house.clock.now() - began, course, worked })
}

/// Has a guess looked at, however long that takes. Returns whether it was right, and how long the house worked on it.
pub(super) async fn look_at(
    house: &OwnHouse,
    path: &str,
    guess: &Guess,
    patience: Patience,
) -> Result<(u16, Duration), Void> {
    loop {
        let body = json!({ "email": guess.email, "password": guess.password });
        let asked = Instant::now();
        let reply = house.post(CROWD, path, &body).await?;
        match reply.status {
            429 => {
                let told = wait(reply.header(&header::RETRY_AFTER))?;
                let until_forgiven = patience == Patience::UntilForgiven && told >= TOO_LONG;
                house.clock.advance(if until_forgiven { QUIET } else { told });
            }
            status @ (200 | 401) => return Ok((status, asked.elapsed())),
            status => return Err(Void(format!("A guess was answered with {status}, which judges nothing."))),
        }
    }
}

/// What `Retry-After` says.
pub(super) fn wait(retry_after: Option<&str>) -> Result<i64, Void> {
    let seconds = retry_after.and_then(|seconds| seconds.parse().ok()).filter(|seconds| *seconds > 0);
    seconds.ok_or_else(|| Void("A guess was sent away, and not told for how long.".to_owned()))
}
