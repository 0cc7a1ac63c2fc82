//! Step by step: nothing happens before somebody was told what, and said to go on.

use authn::READY_ACCOUNTS;
use domain::UserId;
use serde_json::{Value, json};

use super::played::Played;

const REPLAY: &str = "replay-after-logout";
/// Arms of that experiment, and how each turns out.
const VERDICTS: [&str; 4] = ["fell", "fell", "fell", "stood"];

fn verdicts(runs: &[Value]) -> Vec<&str> {
    runs.iter().map(|run| run["verdict"].as_str().unwrap()).collect()
}

async fn rows(played: &Played) -> usize {
    played.house.house.sessions.devices(UserId(1), 0).await.unwrap().len()
}

#[tokio::test]
async fn a_step_is_announced_and_not_done_before_somebody_says_so() {
    let mut played = Played::begin(REPLAY, "step_by_step=true").await;
    let asked = played.go_on_until("POST /api/session/login").await;
    assert_eq!(asked["act"], "ask");
    let words = asked["words"].as_str().unwrap();
    assert!(words.starts_with("The session door. Next: another browser"), "{words}");
    assert_eq!(rows(&played).await, 0, "announced, and not done");

    // Loaded again, the page hears the same.
    let again = played.next(&json!({ "done": 0 })).await;
    assert_eq!(again, asked);
    let mut step = played.next(&json!({ "done": asked["number"] })).await;
    assert_eq!(rows(&played).await, 1, "done, once somebody said so");

    let mut sentences = Vec::new();
    while step["act"] != "done" {
        sentences.push(step["words"].as_str().unwrap().to_owned());
        step = played.next(&json!({ "done": step["number"] })).await;
    }
    for part in ["malware", "the attacker’s server", "signs out"] {
        assert!(sentences.iter().any(|sentence| sentence.contains(part)), "{part}: {sentences:?}");
    }
    assert_eq!(verdicts(&played.runs().await), VERDICTS);
}

#[tokio::test]
async fn whoever_has_seen_enough_has_the_rest_played_at_once() {
    let mut played = Played::begin(REPLAY, "step_by_step=true").await;
    let asked = played.next(&json!({ "done": 0 })).await;
    assert_eq!(asked["act"], "ask");
    let next = played.next(&json!({ "done": asked["number"], "rest": true })).await;
    assert_eq!(next["act"], "done", "{next}");
    assert_eq!(verdicts(&played.runs().await), VERDICTS);
}

#[tokio::test]
async fn at_once_nobody_is_asked() {
    let mut played = Played::begin(REPLAY, "step_by_step=false").await;
    assert_eq!(played.next(&json!({ "done": 0 })).await["act"], "done");
    assert_eq!(verdicts(&played.runs().await), VERDICTS);
}

// A copy that ran out while somebody was reading has not been withstood.
#[tokio::test]
async fn slow_reading_changes_no_verdict() {
    let mut played = Played::begin(REPLAY, "step_by_step=true").await;
    let first_try = played.go_on_until("the attacker’s server").await;
    let log_out = played.next(&json!({ "done": first_try["number"] })).await;
    assert!(log_out["words"].as_str().unwrap().contains("signs out"), "{log_out}");
    let second_try = played.next(&json!({ "done": log_out["number"] })).await;
    played.house.clock.advance(20 * 60);
    let mut step = played.next(&json!({ "done": second_try["number"] })).await;
    while step["act"] != "done" {
        step = played.next(&json!({ "done": step["number"] })).await;
    }

    let runs = played.runs().await;
    assert_eq!(verdicts(&runs), VERDICTS);
    let told = |run: &Value| run["finding"].as_str().unwrap().contains("once more without a stop");
    assert_eq!(runs.iter().map(told).collect::<Vec<_>>(), [true, false, false, false]);
    assert!(runs[0]["finding"].as_str().unwrap().contains(READY_ACCOUNTS[0].email));
}
