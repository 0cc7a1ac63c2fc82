//! `GET /log/{sandbox}`: the deliberate flaw. A sandbox's log is its own.

use super::{PAYSLIP, Town};

// Claim T18: whoever works at the service has what the service was sent.
#[tokio::test]
async fn the_log_keeps_what_opened_the_door_and_of_its_own_service_alone() {
    let town = Town::open().await;
    let token = town.sign(&town.claims());
    town.get("files", PAYSLIP, &token).await;
    let log = town.log("files", "default").await;
    assert_eq!(log[0]["request"], format!("GET {PAYSLIP}"));
    assert_eq!(log[0]["authorization"], format!("Bearer {token}"));
    assert_eq!(log[0]["status"], 200);
    assert_eq!(town.log("reports", "default").await, serde_json::json!([]));
    assert_eq!(town.log("files", "AAAAAAAAAAAAAAAAAAAAAA").await, serde_json::json!([]));
}

#[tokio::test]
async fn it_does_not_grow_for_ever() {
    let town = Town::open().await;
    for number in 0..25 {
        town.get("files", &format!("{PAYSLIP}?{number}"), &"x".repeat(9_000)).await;
    }
    let log = town.log("files", "default").await;
    let lines = log.as_array().unwrap();
    assert_eq!(lines.len(), 20);
    assert_eq!(lines[19]["request"], format!("GET {PAYSLIP}?24"));
    assert!(lines[19]["authorization"].as_str().unwrap().len() < 3_000);
}
