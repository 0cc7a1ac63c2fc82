//! Forged requests to the doors, as the app recorded them: it is the victim's browser that sent them, and it says itself
//! that another origin's page had asked for them.

use lab::{Event, Table};

use super::Void;
use super::stage::Neighbourhood;

/// A request that another origin's page asked for.
pub(super) struct Forged {
    from: Neighbourhood,
    /// `POST /fn/session/log_out`.
    request: String,
    how: &'static str,
    /// Whether something came along that opens a door.
    credential: bool,
    /// What it was answered with.
    pub(super) status: u16,
}

impl Forged {
    /// Those among what was recorded.
    pub(super) fn among(events: &[Event]) -> Vec<Self> {
        events.iter().filter_map(Self::read).collect()
    }

    fn read(event: &Event) -> Option<Self> {
        let header = |name: &str| {
            let found = event.request.iter().find(|header| header.name == name);
            found.map_or("", |header| header.value.as_str())
        };
        let site = header("sec-fetch-site");
        let from = Neighbourhood::ALL.into_iter().find(|from| from.sec_fetch_site() == site)?;
        let how = match (header("sec-fetch-dest"), header("content-type")) {
            ("iframe", _) => "a form",
            ("image", _) => "an image",
            (_, "text/plain") => "JSON as plain text",
            (_, "application/x-www-form-urlencoded") => "a form, by a script",
            _ if event.name.starts_with("OPTIONS") => "whether JSON may be sent",
            _ => "a question, by a script",
        };
        let credential = header("cookie").contains("__Host-session=") || !header("authorization").is_empty();
        Some(Self { from, request: event.name.clone(), how, credential, status: event.status? })
    }

    /// Whether it changed something, or read something, as far as its answer tells.
    pub(super) const fn obeyed(&self) -> bool {
        self.status < 400
    }
}

/// Each of these has to have arrived from both neighbourhoods: what did not come was not withstood.
pub(super) fn all_arrived(forged: &[Forged], expected: &[&str]) -> Result<(), Void> {
    for from in Neighbourhood::ALL {
        for request in expected {
            if !forged.iter().any(|one| one.from == from && one.request == *request) {
                let words = from.words();
                return Err(Void(format!("The attacker’s {request} from {words} never reached the app.")));
            }
        }
    }
    Ok(())
}

/// What came, and what was answered.
pub(super) fn table(forged: &[Forged]) -> Table {
    let rows = forged.iter().map(|one| {
        let credential = if one.credential { "came along" } else { "stayed at home" };
        vec![
            format!("{}: {}", one.from.words(), one.how),
            one.request.clone(),
            credential.to_owned(),
            one.status.to_string(),
        ]
    });
    Table {
        caption: "What the attacker’s pages made this browser send".to_owned(),
        columns: ["From, and how", "What", "Session or token", "Answer"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
