//! The cells of the matrix that one arm runs: which requests there are, what the room's log says of each, and what a reader sees
//! of it.

use domain::Loot;
use lab::Table;
use lab::rooms::csrf::{Account, Attempt, Refused, SameSite};
use serde_json::Value;

use super::super::stage::Neighbourhood;

/// What Alice's own page sends.
pub(super) const OWN_WAYS: [Way; 3] = [Way("fetch-form"), Way("fetch-text"), Way("fetch-get")];

const QUIET: [Way; 6] = [
    Way("fetch-form"),
    Way("fetch-text"),
    Way("fetch-get"),
    Way("image"),
    Way("form-post"),
    Way("navigate-get"),
];
const READING: [Way; 2] = [Way("read-form"), Way("read-json")];
const CORS: [(&str, &str); 3] = [
    ("none", "CORS says nothing"),
    ("strict", "CORS names the bank alone"),
    ("open", "CORS lets everybody read"),
];

/// How a page sends a request, by the name that the attacker's page has for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Way(&'static str);

/// One request, and what became of it.
pub(super) struct Cell {
    pub(super) from: Neighbourhood,
    pub(super) way: Way,
    cors: &'static str,
    /// Nothing, if it never reached the room.
    pub(super) attempt: Option<Attempt>,
    /// Whether it made a transfer.
    pub(super) through: bool,
    /// What the attacker's page could read of the answer, if anything.
    read: Option<String>,
}

impl Way {
    pub(super) fn words(self) -> &'static str {
        match self.0 {
            "fetch-form" => "a form sent by a script",
            "fetch-text" => "JSON that calls itself plain text",
            "fetch-get" => "a question asked by a script",
            "image" => "an image",
            "form-post" => "a form that leaves the page",
            "navigate-get" => "a link that leaves the page",
            "read-form" => "a form whose answer is to be read",
            _ => "JSON that says what it is",
        }
    }
}

/// Every cell of one arm, as the room's log and the attacker's inbox tell of it.
pub(super) fn cells(same_site: SameSite, account: &Account, loot: &[Loot]) -> Vec<Cell> {
    let read: Vec<Value> = loot.iter().filter_map(|loot| serde_json::from_str(&loot.text).ok()).collect();
    let cell = |from: Neighbourhood, way: Way, cors: &'static str| {
        let nonce = format!("{}.{}.{}.switched.{cors}", from.sec_fetch_site(), way.0, same_site.slug());
        let said = |attempt: &&Attempt| attempt.said.nonce.as_deref() == Some(nonce.as_str());
        Cell {
            from,
            way,
            cors,
            attempt: account.attempts.iter().find(said).cloned(),
            through: account.transfers.iter().any(|transfer| transfer.nonce == nonce),
            read: read
                .iter()
                .find(|found| found["nonce"] == nonce.as_str())
                .map(|found| found["answer"].as_str().unwrap_or_default().to_owned()),
        }
    };
    let of = |from| {
        let quiet = QUIET.into_iter().map(move |way| (way, "none"));
        let reading = READING.into_iter().flat_map(|way| CORS.into_iter().map(move |(cors, _)| (way, cors)));
        quiet.chain(reading).map(move |(way, cors)| cell(from, way, cors))
    };
    Neighbourhood::ALL.into_iter().flat_map(of).collect()
}

impl Cell {
    /// For people: from where, and how.
    pub(super) fn words(&self) -> String {
        format!("{}: {}", self.from.words(), self.way.words())
    }

    /// Why no transfer was made, if the room said so.
    pub(super) fn refused(&self) -> Option<Refused> {
        self.attempt.as_ref().and_then(|attempt| attempt.refused)
    }

    /// Whether it reached the room by POST.
    pub(super) fn by_post(&self) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| attempt.said.method == "POST")
    }

    /// CORS keeps back only what the browser asks permission for. Everything else is sent.
    pub(super) fn has_to_arrive(&self) -> bool {
        self.way != READING[1] || self.cors == "open"
    }

    /// Whether nothing speaks against what the cookie did, if it says `Lax` or `Strict`: from another site it goes along
    /// with a link at most.
    pub(super) fn may_carry(&self, attribute: SameSite) -> bool {
        let link = self.way == Way("navigate-get") && attribute == SameSite::Lax;
        let carried = self.attempt.as_ref().is_some_and(|attempt| attempt.cookie);
        !carried || self.from == Neighbourhood::SameSite || link
    }

    fn cookie(&self) -> &'static str {
        match &self.attempt {
            Some(attempt) if attempt.cookie => "came along",
            Some(_) => "stayed at home",
            None => "was not sent",
        }
    }

    fn came_of_it(&self) -> String {
        match (&self.attempt, self.through) {
            (_, true) => "paid".to_owned(),
            (None, _) => "never sent: the browser asked first".to_owned(),
            (Some(attempt), _) => format!("refused, {}", attempt.refused.map_or("", Refused::words)),
        }
    }
}

/// What a reader sees: every request, what CORS changed, and what the browser decided by itself.
pub(super) fn tables(same_site: SameSite, cells: &[Cell], account: &Account) -> Vec<Table> {
    let quiet = cells.iter().filter(|cell| QUIET.contains(&cell.way));
    let forged = quiet.map(|cell| vec![cell.words(), cell.cookie().to_owned(), cell.came_of_it()]);
    let own = OWN_WAYS.map(|way| {
        vec![format!("Alice’s own page: {}", way.words()), "came along".to_owned(), "paid".to_owned()]
    });
    let all = Table {
        caption: "Every request, and what the bank did".to_owned(),
        columns: ["From, and how", "The cookie", "The bank"].map(str::to_owned).to_vec(),
        rows: own.into_iter().chain(forged).collect(),
    };
    let mut tables = vec![all, cors(cells)];
    tables.extend(browser(same_site, cells, account));
    tables
}

fn cors(cells: &[Cell]) -> Table {
    let told = |cell: &Cell| match &cell.read {
        None if cell.attempt.is_none() => cell.came_of_it(),
        Some(answer) if answer.contains("Transferred") => {
            format!("{}; the attacker read that", cell.came_of_it())
        }
        Some(_) => format!("{}; the attacker read that too", cell.came_of_it()),
        None => format!("{}; the answer was kept back", cell.came_of_it()),
    };
    let row = |from: Neighbourhood, (name, words): (&'static str, &str)| {
        let of = |way: Way| {
            let found = cells.iter().find(|cell| (cell.from, cell.way, cell.cors) == (from, way, name));
            found.map(told).unwrap_or_default()
        };
        vec![format!("{}: {words}", from.words()), of(READING[0]), of(READING[1])]
    };
    let rows = Neighbourhood::ALL.into_iter().flat_map(|from| CORS.map(|cors| row(from, cors)));
    Table {
        caption: "CORS is about reading answers: what it changed".to_owned(),
        columns: ["From, and what the bank says", "A form, sent by a script", "JSON that says so"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    }
}

/// What is up to the browser, and was measured in this one.
fn browser(same_site: SameSite, cells: &[Cell], account: &Account) -> Option<Table> {
    let find = |way| cells.iter().find(|cell| cell.from == Neighbourhood::CrossSite && cell.way == Way(way));
    let row = match same_site {
        SameSite::None => {
            let kept = find("fetch-form")?.cookie();
            let words = if kept == "came along" {
                "lets third-party cookies pass"
            } else {
                "blocks third-party cookies"
            };
            ["What another site’s page loads, with SameSite=None", kept, words].map(str::to_owned).to_vec()
        }
        SameSite::Unset => {
            let cell = find("form-post")?;
            let age =
                account.attempts.iter().find_map(|attempt| attempt.cookie_age.filter(|_| attempt.cookie));
            let age =
                cell.attempt.as_ref().and_then(|attempt| attempt.cookie_age).or(age).unwrap_or_default();
            let what = format!(
                "Another site’s form, with a cookie that is {age} s old and says nothing of SameSite"
            );
            let words = if cell.cookie() == "came along" {
                "treats it as None while it is new"
            } else {
                "treats it as Lax"
            };
            vec![what, cell.cookie().to_owned(), words.to_owned()]
        }
        SameSite::Lax | SameSite::Strict => return None,
    };
    Some(Table {
        caption: "What is the browser’s to decide, as this one did".to_owned(),
        columns: ["Which", "The cookie", "So this browser"].map(str::to_owned).to_vec(),
        rows: vec![row],
    })
}
