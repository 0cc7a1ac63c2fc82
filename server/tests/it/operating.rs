//! `docs/OPERATING.md` names every event and every metric there is, and none besides.

use std::collections::BTreeSet;
use std::path::Path;

use server::Sweeps;

use crate::browser::Browser;
use crate::house::TestHouse;
use crate::metrics::{Numbers, watching_with};

const OPERATING: &str = include_str!("../../../docs/OPERATING.md");

/// What stands in backticks in the first column of the tables under headings that say so.
fn documented(heading: &str) -> BTreeSet<&'static str> {
    let sections = OPERATING.split("\n## ").flat_map(|part| part.split("\n### "));
    let rows = sections.filter(|section| section.starts_with(heading)).flat_map(str::lines);
    rows.filter(|line| line.starts_with("| `"))
        .filter_map(|line| line.split('|').nth(1))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect()
}

fn logged_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            logged_in(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let events = text.split("event = \"").skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(events.map(str::to_owned));
        }
    }
}

#[test]
fn every_event_is_in_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut logged = BTreeSet::new();
    for folder in ["authn", "idp", "lab", "notes", "store"] {
        logged_in(&root.join("crates").join(folder).join("src"), &mut logged);
    }
    logged_in(&root.join("server/src"), &mut logged);
    assert!(logged.len() > 30, "the control: {logged:?}");
    let documented: BTreeSet<_> = documented("Events").into_iter().map(str::to_owned).collect();
    assert_eq!(logged, documented);
}

#[tokio::test]
async fn every_metric_is_in_it() {
    let house = TestHouse::open().await;
    Browser::new(&house).profile().await;
    let sweeps = Sweeps::default();
    sweeps.watch("app", authn::sweep(&house.house, 1)).await;
    let exposed = Numbers::read_from(watching_with(&house, &sweeps)).await.names();
    let documented: BTreeSet<_> = documented("The metrics").into_iter().map(str::to_owned).collect();
    assert_eq!(exposed, documented);
}
