//! What lay in the browser and in the server, beside what moved on the wire.

use serde_json::{Value, json};

use super::played::Played;
use crate::browser::ALICE;

/// The tables of a look, by their titles.
fn rows<'a>(run: &'a Value, at: usize, title: &str) -> Option<&'a Vec<Value>> {
    let tables = run["evidence"]["looks"][at]["server"].as_array().unwrap();
    tables.iter().find(|table| table["caption"] == title)?["rows"].as_array()
}

/// Whether the browser kept something then besides the device's cookie, which stays and opens nothing.
fn opens_something(look: &Value) -> bool {
    let facts = look["browsers"][0]["facts"].as_array().unwrap();
    let cut = |fact: &&Value| fact["value"].as_str().unwrap().contains('…');
    facts.iter().filter(cut).any(|fact| fact["name"] != "cookie: __Host-device")
}

const SESSIONS: &str = "Sessions of the session door";

#[tokio::test]
async fn each_arm_shows_its_rows_before_and_after() {
    let mut played = Played::open("replay-after-logout").await;
    // Somebody is signed in already: that is no row of the run.
    played.browser.log_in(ALICE).await;
    played.play("").await;
    assert_eq!(played.next(&json!({ "done": 0 })).await["act"], "done");
    let runs = played.runs().await;
    for run in &runs {
        let looks = run["evidence"]["looks"].as_array().unwrap();
        let moments: Vec<_> = looks.iter().map(|look| look["moment"].as_str().unwrap()).collect();
        assert_eq!(moments, ["before", "after"], "{}", run["arm"]);
        assert_eq!(looks[0]["browsers"][0]["by_script"], false);
        assert!(opens_something(&looks[0]) && !opens_something(&looks[1]), "{looks:?}");
        let events = run["evidence"]["events"].to_string();
        assert!(!events.contains("look into"), "to look is no exchange: {events}");
    }
    let count = |run: usize, at| rows(&runs[run], at, SESSIONS).unwrap().len();
    assert_eq!([count(0, 0), count(0, 1)], [0, 0], "the token door keeps none");
    assert_eq!([count(3, 0), count(3, 1)], [1, 0], "the session door keeps one, until the logout");
    let family = rows(&runs[1], 0, "Refresh tokens of the token room").unwrap();
    assert!(family[0][1].as_str().unwrap().starts_with("valid, of family "), "{family:?}");
    assert!(rows(&runs[0], 0, "Refresh tokens of the token room").is_none(), "that room was not used");
}

// The page says itself what a script can read there. It is cut again, and there is an end to it.
#[tokio::test]
async fn what_a_page_says_is_cut_and_bounded() {
    let mut played = Played::begin("token-theft", "defences[]=escaping").await;
    let mut told = json!({ "done": 0 });
    let mut looked = 0;
    loop {
        let step = played.next(&told).await;
        told = json!({ "done": step["number"] });
        match step["act"].as_str().unwrap() {
            "done" => break,
            "look" => {
                looked += 1;
                let entry =
                    json!({ "place": "local_storage", "name": "n".repeat(90), "value": "a-whole-secret" });
                told["found"] = vec![entry; 20].into();
            }
            _ => {}
        }
    }
    assert_eq!(looked, 4, "twice for each door");
    for run in played.runs().await {
        for look in run["evidence"]["looks"].as_array().unwrap() {
            let facts = look["browsers"][0]["facts"].as_array().unwrap();
            assert_eq!(
                facts.len(),
                10,
                "eight of twenty, no cookie, and the word that there is more: {facts:?}"
            );
            assert_eq!(facts[0]["name"], format!("localStorage: {}", "n".repeat(40)));
            assert_eq!(facts[0]["value"], "a-whol…");
            assert_eq!(facts[8], json!({ "name": "document.cookie", "value": "nothing" }));
        }
    }
}
