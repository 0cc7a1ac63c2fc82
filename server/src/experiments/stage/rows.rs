//! The rows that the server keeps of people and of what they were given.

use std::collections::BTreeSet;

use app::in_words;
use authn::{House, READY_ACCOUNTS};
use domain::{Email, SandboxId};
use lab::rooms::RoomTable;
use lab::rooms::login_csrf::MALLORY;
use lab::{LabStore, Table};

use super::look::EVERYBODY;
use super::{Stage, lost};
use crate::experiments::Void;

/// Rows of a table that are shown. More are counted.
const SHOWN: usize = 8;
/// Rows of a room that are read.
const READ: u32 = 100;

/// What the tables hold, by their titles.
pub(super) type Rows = Vec<(&'static str, Vec<Row>)>;

/// A row.
pub(super) struct Row {
    key: String,
    says: String,
    /// In seconds since 1970, where the row says so.
    created_at: Option<i64>,
    expires_at: i64,
}

const SESSIONS: &str = "Sessions of the session door";

/// Reads what a sandbox has.
pub(super) async fn read(house: &House, lab: &dyn LabStore, sandbox: &SandboxId) -> Result<Rows, Void> {
    let now = house.clock.now();
    let mut sessions = Vec::new();
    for email in EVERYBODY {
        let email: Email = email.parse().map_err(|_| lost())?;
        let Some(found) = house.store.find_credentials(sandbox, &email).await.map_err(|_| lost())? else {
            continue;
        };
        let devices = house.sessions.devices(found.user.id, now).await.map_err(|_| lost())?;
        sessions.extend(devices.into_iter().map(|device| Row {
            key: format!("{}…", device.id.short()),
            says: format!("{}, {}", found.user.name, device.label),
            created_at: Some(device.created_at),
            expires_at: device.expires_at,
        }));
    }
    let mut rows = vec![(SESSIONS, sessions)];
    for table in RoomTable::ALL {
        let found = lab.room_rows(sandbox, table, READ).await.map_err(|_| lost())?;
        let shown = found.into_iter().map(|row| Row {
            key: format!("{}…", row.key),
            says: row.says,
            created_at: None,
            expires_at: row.expires_at,
        });
        rows.push((table.title(), shown.collect()));
    }
    Ok(rows)
}

/// What each of them is kept under.
pub(super) fn keys(rows: &Rows) -> BTreeSet<String> {
    rows.iter().flat_map(|(title, rows)| rows.iter().map(move |row| row.name(title))).collect()
}

/// What is shown of them: of the session door always, of a room if this run left something there.
pub(super) fn tables(rows: &Rows, before: &BTreeSet<String>, now: i64) -> Vec<Table> {
    rows.iter()
        .filter_map(|(title, rows)| {
            let own: Vec<_> = rows.iter().filter(|row| !before.contains(&row.name(title))).collect();
            (*title == SESSIONS || !own.is_empty()).then(|| table(title, &own, now))
        })
        .collect()
}

fn table(title: &str, own: &[&Row], now: i64) -> Table {
    let dated = own.iter().any(|row| row.created_at.is_some());
    let columns: &[&str] = match (own, dated) {
        ([], _) => &[],
        (_, true) => &["Kept under", "What it says", "Made", "Ends in"],
        (_, false) => &["Kept under", "What it says", "Ends in"],
    };
    let cells = |row: &&Row| {
        let made = row.created_at.map(|at| in_words::ago(now - at));
        let mut cells = vec![row.key.clone(), row.says.clone()];
        cells.extend(made);
        cells.push(in_words::roughly(row.expires_at - now));
        cells
    };
    let mut rows: Vec<_> = own.iter().take(SHOWN).map(cells).collect();
    if own.len() > SHOWN {
        let mut more = vec![String::new(); columns.len()];
        // Of what was not read to its end, nobody knows how many there are.
        let all = own.len() < READ as usize;
        more[0] = if all { format!("and {} more", own.len() - SHOWN) } else { "and many more".to_owned() };
        rows.push(more);
    }
    Table {
        caption: title.to_owned(),
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        rows,
    }
}

/// What the rooms that keep everything in memory have of this run, if it came by there.
pub(super) async fn in_memory(stage: &Stage) -> Result<Vec<Table>, Void> {
    let now = stage.house.clock.now();
    let mut tables = Vec::new();
    let bank = stage.vulnerable.csrf.account(&stage.sandbox, now);
    let came: Vec<_> = bank.attempts.iter().filter(|attempt| attempt.at >= stage.began_at).collect();
    if !came.is_empty() {
        let refused = came.iter().filter(|attempt| attempt.refused.is_some()).count();
        let count = |what: &str, how_many: usize| vec![what.to_owned(), how_many.to_string()];
        tables.push(Table {
            caption: "The bank, which keeps its list in memory".to_owned(),
            columns: ["What", "How many"].map(str::to_owned).into(),
            rows: vec![count("transfers made", came.len() - refused), count("requests refused", refused)],
        });
    }
    let mut notes = Vec::new();
    for (email, whose) in [(READY_ACCOUNTS[0].email, "Alice’s"), (MALLORY.email, "the attacker’s")] {
        let Some(user) = stage.account(email).await? else { continue };
        let kept = stage.vulnerable.login_csrf.notes(&stage.sandbox, user.id, now);
        let own = kept.iter().filter(|note| note.at >= stage.began_at);
        notes.extend(own.take(SHOWN).map(|note| vec![whose.to_owned(), note.text.clone()]));
    }
    if !notes.is_empty() {
        tables.push(Table {
            caption: "Notes of the room of forged sign-ins, kept in memory".to_owned(),
            columns: ["In whose account", "The note"].map(str::to_owned).into(),
            rows: notes,
        });
    }
    tables.extend(client_sessions(stage, now).await?);
    Ok(tables)
}

/// Whom the careless client has let in.
async fn client_sessions(stage: &Stage, now: i64) -> Result<Option<Table>, Void> {
    let mut rows = Vec::new();
    for (at, user) in
        stage.vulnerable.code_flow.users(&stage.sandbox, now).into_iter().enumerate().take(SHOWN)
    {
        let user = stage.house.store.find_user(user).await.map_err(|_| lost())?;
        rows.extend(user.map(|user| vec![format!("{}.", at + 1), user.name.to_string()]));
    }
    let columns = ["Session", "Whose"].map(str::to_owned).into();
    let caption = "Sessions of the careless client, kept in memory".to_owned();
    Ok((!rows.is_empty()).then_some(Table { caption, columns, rows }))
}

impl Row {
    /// Told apart from the rows of other tables.
    fn name(&self, title: &str) -> String {
        format!("{title}: {}", self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(at: usize) -> Row {
        Row { key: format!("{at}…"), says: "Alice".to_owned(), created_at: Some(0), expires_at: 1_800 }
    }

    #[test]
    fn what_a_run_made_is_shown_as_far_as_there_is_room_and_the_rest_is_counted() {
        let rows: Rows = vec![(SESSIONS, (0..12).map(row).collect()), ("A room", Vec::new())];
        let before = BTreeSet::from([row(0).name(SESSIONS)]);
        let [table] = &tables(&rows, &before, 60)[..] else {
            panic!("a room that was not used is not shown")
        };
        assert_eq!(table.rows[0], ["1…", "Alice", "1 min ago", "29 min"]);
        assert_eq!((table.rows.len(), table.rows[SHOWN][0].as_str()), (SHOWN + 1, "and 3 more"));
        let [nothing] = &tables(&rows, &keys(&rows), 60)[..] else { panic!("the door is always looked at") };
        assert!(nothing.rows.is_empty() && nothing.columns.is_empty());
    }
}
