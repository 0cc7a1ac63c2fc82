//! A hundred thousand people sign out: what each way of knowing that keeps, and how long it takes to ask.

use std::time::Instant;

use authn::cookie_session::device_id;
use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use authn::{Random, StoreError, random_name};
use domain::{DeviceId, SandboxId, UserId};
use lab::rooms::jwt::TokenRows as _;
use lab::{Chart, Defence, Series, Table};
use store::Kept;
use tower_sessions::SessionStore as _;
use tower_sessions::session::Id;

use super::super::Void;
use super::super::stage::{OwnHouse, Stage};
use super::super::thousands::thousands;
use super::look_ups::Witness;

/// How many have signed out when it is measured.
const LOGOUTS: [usize; 4] = [0, 1_000, 10_000, 100_000];
/// A look-up is timed so many times, and the one in the middle counts.
const TIMED: usize = 101;
/// Whose all the crowd's sessions are: Alice's, the first account of the house.
const ALICE: UserId = UserId(1);

/// Everybody who is signed in, at both doors.
struct Crowd {
    sessions: Vec<DeviceId>,
    entries: Vec<String>,
}

/// One side of a line of the table.
struct Side {
    kept: Kept,
    microseconds: u128,
    look_ups: usize,
}

struct Line {
    logouts: String,
    at: Option<usize>,
    denylist: Side,
    sessions: Side,
}

/// Lets them sign out, and notes what that leaves. Returns it in words.
pub(super) async fn measure(stage: &mut Stage) -> Result<String, Void> {
    let house = OwnHouse::open(stage, ACCESS_TOKEN_LIFETIME, &[Defence::Denylist]).await?;
    let sandbox = SandboxId::default();
    let (access_token, session) = (Witness::access_token(&house).await?, Witness::session(&house).await?);
    let crowd = crowd(&house).await?;
    // Written in the order of the index: it is how they leave that is of interest, and not how they came.
    let mut signed_in = crowd.sessions.clone();
    signed_in.sort_unstable_by_key(|id| id.0);
    house.store.begin_sessions(ALICE, &signed_in, now(&house)).await.map_err(lost)?;
    let mut lines = Vec::new();
    let mut gone = 0;
    for logouts in LOGOUTS {
        house.store.end_sessions(&crowd.sessions[gone..logouts]).await.map_err(lost)?;
        let until = now(&house) + ACCESS_TOKEN_LIFETIME;
        house.store.deny_all(&sandbox, &crowd.entries[gone..logouts], until).await.map_err(lost)?;
        gone = logouts;
        let at = (thousands(logouts as u64), Some(logouts));
        lines.push(line(&house, at, (&access_token, &session)).await?);
    }
    lines.push(a_life_later(&house).await?);
    every_logout_counts(&lines)?;

    stage.evidence.charts = vec![chart(&lines)];
    stage.evidence.tables.push(table(&lines));
    let full = &lines[LOGOUTS.len() - 1];
    Ok(format!(
        " After {} logouts the denylist had {} rows and {} KiB, asked once a request; of as many sessions {} was left, Alice’s own.",
        full.logouts,
        thousands(full.denylist.kept.rows),
        thousands(full.denylist.kept.bytes / 1024),
        full.sessions.kept.rows,
    ))
}

/// Names for everybody, as the doors would make them.
async fn crowd(house: &OwnHouse) -> Result<Crowd, Void> {
    let random = std::sync::Arc::clone(&house.random);
    let most = LOGOUTS[LOGOUTS.len() - 1];
    // So many names take a moment, and other requests of this worker shall not wait for it.
    let make = move || Crowd {
        sessions: (0..most).map(|_| device_id(fresh_id(&*random))).collect(),
        entries: (0..most).map(|_| format!("jti:{}", random_name(&*random))).collect(),
    };
    tokio::task::spawn_blocking(make).await.map_err(|_| Void("There is no crowd.".to_owned()))
}

fn fresh_id(random: &dyn Random) -> Id {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    Id(i128::from_le_bytes(bytes))
}

async fn line(
    house: &OwnHouse,
    (logouts, at): (String, Option<usize>),
    (access_token, session): (&Witness, &Witness),
) -> Result<Line, Void> {
    let denylist = Side {
        kept: house.store.kept_of_denylist().await.map_err(lost)?,
        microseconds: of_the_denylist(house).await?,
        look_ups: access_token.look_ups(house).await?,
    };
    let sessions = Side {
        kept: house.store.kept_of_sessions().await.map_err(lost)?,
        microseconds: of_the_sessions(house, session).await?,
        look_ups: session.look_ups(house).await?,
    };
    Ok(Line { logouts, at, denylist, sessions })
}

/// When the last of the tokens has expired, the next logout takes their entries along.
async fn a_life_later(house: &OwnHouse) -> Result<Line, Void> {
    house.clock.advance(ACCESS_TOKEN_LIFETIME + 1);
    let (now, sandbox) = (now(house), SandboxId::default());
    let next = house.store.deny(&sandbox, "jti:the next", "none", now + ACCESS_TOKEN_LIFETIME, now).await;
    next.map_err(lost)?;
    let (access_token, session) = (Witness::access_token(house).await?, Witness::session(house).await?);
    let name = "one more, when all tokens have expired".to_owned();
    line(house, (name, None), (&access_token, &session)).await
}

/// How long it takes to ask the denylist for somebody who is not on it, in microseconds.
async fn of_the_denylist(house: &OwnHouse) -> Result<u128, Void> {
    let sandbox = SandboxId::default();
    let mut times = Vec::with_capacity(TIMED);
    for _ in 0..TIMED {
        let entries = ["jti", "sha256"].map(|kind| format!("{kind}:{}", random_name(&*house.random)));
        let began = Instant::now();
        house.store.is_denied(&sandbox, &entries).await.map_err(lost)?;
        times.push(began.elapsed().as_micros());
    }
    Ok(middle(times))
}

/// How long it takes to ask for a session that is there, in microseconds.
async fn of_the_sessions(house: &OwnHouse, session: &Witness) -> Result<u128, Void> {
    let id = session.session_id().ok_or_else(unmeasured)?;
    let mut times = Vec::with_capacity(TIMED);
    for _ in 0..TIMED {
        let began = Instant::now();
        house.store.load(&id).await.ok().flatten().ok_or_else(unmeasured)?;
        times.push(began.elapsed().as_micros());
    }
    Ok(middle(times))
}

/// The median: one slow look-up says nothing.
fn middle(mut times: Vec<u128>) -> u128 {
    times.sort_unstable();
    times[times.len() / 2]
}

/// What must be so, or nothing was measured: an entry a logout, and a session fewer.
fn every_logout_counts(lines: &[Line]) -> Result<(), Void> {
    let most = LOGOUTS[LOGOUTS.len() - 1] as u64;
    for line in lines {
        let Some(at) = line.at else { continue };
        // Alice's own session stays.
        if line.denylist.kept.rows != at as u64 || line.sessions.kept.rows != most - at as u64 + 1 {
            return Err(unmeasured());
        }
    }
    Ok(())
}

fn chart(lines: &[Line]) -> Chart {
    let series = |name: &str, side: fn(&Line) -> &Side| Series {
        name: name.to_owned(),
        points: lines
            .iter()
            .filter_map(|line| Some((float(line.at? as u64), float(side(line).kept.rows))))
            .collect(),
    };
    Chart {
        caption: "Rows that the server keeps while people sign out".to_owned(),
        across: "logouts".to_owned(),
        up: "rows".to_owned(),
        series: vec![series("denylist", |line| &line.denylist), series("sessions", |line| &line.sessions)],
    }
}

fn table(lines: &[Line]) -> Table {
    let cells = |side: &Side| {
        let kib = thousands(side.kept.bytes / 1024);
        [thousands(side.kept.rows), kib, side.look_ups.to_string(), side.microseconds.to_string()]
    };
    let rows = lines.iter().map(|line| {
        let cells = cells(&line.denylist).into_iter().chain(cells(&line.sessions));
        std::iter::once(line.logouts.clone()).chain(cells).collect()
    });
    let columns = [
        "Logouts",
        "Denylist: rows",
        "KiB",
        "look-ups a request",
        "µs a look-up",
        "Sessions: rows",
        "KiB",
        "look-ups a request",
        "µs a look-up",
    ];
    Table {
        caption: "What a logout leaves behind, in SQLite, and what asking for it takes".to_owned(),
        columns: columns.map(Into::into).to_vec(),
        rows: rows.collect(),
    }
}

fn now(house: &OwnHouse) -> i64 {
    authn::Clock::now(&*house.clock)
}

#[expect(clippy::cast_precision_loss, reason = "a count of rows, for a picture")]
fn float(count: u64) -> f64 {
    count as f64
}

fn lost(error: StoreError) -> Void {
    tracing::error!(%error, "the crowd's rows");
    unmeasured()
}

fn unmeasured() -> Void {
    Void("The rows of the crowd could not be measured.".to_owned())
}
