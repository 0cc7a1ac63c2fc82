//! An hour of somebody whose page asks for the profile once a minute, and what a copy of the access token is good for.

use axum::http::header;
use lab::{Event, Look, Moment};

use super::super::Void;
use super::super::stage::{OwnHouse, Reply, SECOND_BROWSER, Stage};
use super::client::{ALICES, Client, TOKEN_ROOM};
use crate::parties::attacker::ATTACKERS_SERVER;

/// When the thief comes back, in seconds after the theft. A line had to be drawn somewhere; the curve shows all others.
pub(super) const LATER: i64 = 180;
/// Minutes that are lived.
const MINUTES: u32 = 60;
/// No copy is expected to work for longer, in seconds.
const LONGEST: i64 = 60 * 60;

/// What an hour with a token took.
pub(super) struct Hour {
    /// Seconds that an access token was to live.
    pub(super) life: i64,
    pub(super) requests: u32,
    pub(super) refreshes: u32,
    pub(super) bytes: usize,
    /// Seconds until a copy of a fresh access token is refused.
    pub(super) exposed: i64,
    /// Whether one still opened the profile when the thief came back.
    pub(super) later: bool,
    /// What moved from that theft on.
    pub(super) theft: Vec<Event>,
    /// What lay where before it, and after.
    pub(super) looks: Vec<Look>,
}

/// What an hour with a session took.
pub(super) struct SessionHour {
    pub(super) requests: u32,
    pub(super) bytes: usize,
}

impl Hour {
    /// Lives it, with access tokens that live for `life` seconds unless a switch shortens that.
    pub(super) async fn with_a_token(stage: &Stage, life: i64) -> Result<Self, Void> {
        let house = OwnHouse::open(stage, life, &stage.defences).await?;
        let mut alice = Client::sign_in(&house, SECOND_BROWSER, TOKEN_ROOM).await?;
        let mut looks = vec![house.look(Moment::Before, vec![alice.kept(ALICES)]).await?];
        let (mut requests, mut refreshes, mut bytes) = (0, 0, 0);
        for _ in 0..MINUTES {
            house.clock.advance(60);
            if alice.has_expired() {
                bytes += succeeded(alice.refresh().await?)?;
                refreshes += 1;
            }
            bytes += succeeded(alice.profile().await?)?;
            requests += 1;
        }
        requests += refreshes;
        let exposed = exposed(&house, &mut alice).await?;
        house.begin_to_note();
        let later = still_opens(&house, &mut alice, LATER).await?;
        let theft = house.noted();
        looks.push(house.look(Moment::After, vec![alice.kept(ALICES)]).await?);
        Ok(Self { life, requests, refreshes, bytes, exposed, later, theft, looks })
    }
}

/// The same hour at the session door.
pub(super) async fn with_a_session(stage: &Stage) -> Result<SessionHour, Void> {
    let house = OwnHouse::open(stage, 0, &[]).await?;
    let reply = house.sign_in(SECOND_BROWSER, "/api/session/login").await?;
    let cookie = format!("__Host-session={}", reply.cookie("__Host-session").unwrap_or_default());
    let mut bytes = 0;
    for _ in 0..MINUTES {
        house.clock.advance(60);
        let asked = house.get(SECOND_BROWSER, "/api/session/profile/me", (header::COOKIE, &cookie));
        bytes += succeeded(asked.await?)?;
    }
    Ok(SessionHour { requests: MINUTES, bytes })
}

/// Finds the first second at which a copy of a fresh access token is refused, by trying: between a second at which one
/// still worked and one at which another did not, in the middle, until they are neighbours.
async fn exposed(house: &OwnHouse, alice: &mut Client<'_>) -> Result<i64, Void> {
    let (mut good, mut refused) = (0, LONGEST);
    if !still_opens(house, alice, good).await? || still_opens(house, alice, refused).await? {
        return Err(Void("A copy of the access token did not work at first, or did for ever.".to_owned()));
    }
    while refused - good > 1 {
        let middle = good.midpoint(refused);
        if still_opens(house, alice, middle).await? {
            good = middle;
        } else {
            refused = middle;
        }
    }
    Ok(refused)
}

/// Whether a copy that was made of a fresh access token still opens the profile so many seconds later.
async fn still_opens(house: &OwnHouse, alice: &mut Client<'_>, seconds: i64) -> Result<bool, Void> {
    succeeded(alice.refresh().await?)?;
    let thief = alice.copied_by(ATTACKERS_SERVER);
    house.clock.advance(seconds);
    Ok(thief.profile().await?.status == 200)
}

/// The bytes of a request that had to succeed.
fn succeeded(reply: Reply) -> Result<usize, Void> {
    if reply.status == 200 {
        Ok(reply.bytes)
    } else {
        Err(Void(format!("Alice was refused: {}.", reply.status)))
    }
}
