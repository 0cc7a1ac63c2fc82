//! `/claims` and `/claims/{claim}/proof`: what proves each claim, in the files of this repository.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::browser::Browser;
use crate::house::TestHouse;

/// The files of a play, from the root of the repository: one by the experiment's name, or a folder of them.
fn play(slug: &str) -> BTreeSet<String> {
    let (folder, name) = ("server/src/experiments", slug.replace('-', "_"));
    match fs::read_dir(root().join(folder).join(&name)) {
        Err(_) => [format!("{folder}/{name}.rs")].into(),
        Ok(files) => files
            .map(|file| format!("{folder}/{name}/{}", file.unwrap().file_name().to_str().unwrap()))
            .collect(),
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The paths that stand over the files of a page.
fn paths(page: &str) -> BTreeSet<String> {
    let headings =
        page.split("<h2 ").skip(1).filter_map(|rest| rest.split("<code>").nth(1)?.split("</code>").next());
    headings.map(|path| path.replace("<wbr>", "").replace("<!>", "").replace(' ', "")).collect()
}

// Whoever writes an experiment, or another file of one, is reminded here of the line that shows it.
#[tokio::test]
async fn every_claim_shows_the_whole_of_what_proves_it() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let ledger = browser.get("/claims").await.text;
    let experiments = browser.get("/api/lab/experiments").await.json();
    for experiment in experiments.as_array().unwrap() {
        let slug = experiment["slug"].as_str().unwrap();
        let mut expected = play(slug);
        expected.insert(format!("app/src/experiments/{}.rs", slug.replace('-', "_")));
        expected.insert("end2end/prove/prove.spec.ts".to_owned());
        for claim in experiment["claims"].as_array().unwrap().iter().filter_map(Value::as_str) {
            let address = format!("/claims/{claim}/proof");
            assert!(ledger.contains(&format!("href=\"{address}\"")), "{claim} leads to its proof");
            let page = browser.get(&address).await;
            assert_eq!(page.status, 200, "{address}");
            assert_eq!(paths(&page.text), expected, "{address}");
            let lines: usize = expected
                .iter()
                .map(|path| fs::read_to_string(root().join(path)).unwrap().lines().count())
                .sum();
            assert_eq!(page.text.matches("data-number=").count(), lines, "{address}");
        }
    }
}

// Seven claims of the one article, eighteen of the other: each has its entry, and none has two.
#[test]
fn the_ledger_has_all_twenty_five() {
    let articles = (1..=7).map(|at| format!("P{at}")).chain((1..=18).map(|at| format!("T{at}")));
    assert_eq!(lab::LEDGER.iter().map(|claim| claim.id).collect::<Vec<_>>(), articles.collect::<Vec<_>>());
}

#[tokio::test]
async fn what_nobody_claims_has_no_proof() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for address in ["/claims/T99/proof", "/claims/t8/proof", "/claims/..%2f..%2fsecrets/proof"] {
        assert_eq!(browser.get(address).await.status, 404, "{address}");
    }
}
