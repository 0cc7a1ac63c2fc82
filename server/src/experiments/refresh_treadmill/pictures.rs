//! What an hour took, as a table and as curves.

use lab::{Chart, Series, Table};

use super::super::thousands::thousands;
use super::hour::{Hour, SessionHour};

pub(super) fn table(hours: &[Hour], session: &SessionHour) -> Table {
    let kib = |bytes: usize| format!("{} KiB", thousands(bytes as u64 / 1024));
    let mut rows: Vec<_> = hours
        .iter()
        .map(|hour| {
            vec![
                format!("a token for {} min", hour.life / 60),
                hour.refreshes.to_string(),
                hour.requests.to_string(),
                kib(hour.bytes),
                format!("{} s", hour.exposed),
            ]
        })
        .collect();
    let ended = "until the session is ended".to_owned();
    rows.push(vec![
        "a session".to_owned(),
        "0".to_owned(),
        session.requests.to_string(),
        kib(session.bytes),
        ended,
    ]);
    let columns = ["Signed in with", "Refreshes", "Requests", "On the wire", "A stolen copy works for"];
    Table {
        caption: "An hour of somebody whose page asks for the profile once a minute".to_owned(),
        columns: columns.map(Into::into).to_vec(),
        rows,
    }
}

pub(super) fn charts(hours: &[Hour], session: &SessionHour) -> Vec<Chart> {
    let curve = |name: &str, value: &dyn Fn(&Hour) -> f64| Series {
        name: name.to_owned(),
        points: hours.iter().map(|hour| (float(hour.life) / 60.0, value(hour))).collect(),
    };
    let across = "minutes that a token lives".to_owned();
    vec![
        Chart {
            caption: "Requests in an hour: the shorter the life, the more of them".to_owned(),
            across: across.clone(),
            up: "requests".to_owned(),
            series: vec![
                curve("token", &|hour| f64::from(hour.requests)),
                curve("session", &|_| f64::from(session.requests)),
            ],
        },
        Chart {
            caption: "How long a stolen copy works: the longer the life, the longer".to_owned(),
            across,
            up: "seconds".to_owned(),
            series: vec![curve("stolen at the worst moment", &|hour| float(hour.exposed))],
        },
    ]
}

fn float(seconds: i64) -> f64 {
    i32::try_from(seconds).map_or(f64::MAX, f64::from)
}
