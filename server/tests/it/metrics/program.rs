//! The program: a listener of its own, if it is asked for.

use serde_json::json;

use super::Numbers;
use crate::browser::ALICE;
use crate::program::Program;

#[tokio::test]
async fn it_listens_where_it_says_and_counts_every_party() {
    let program = Program::start(&["--metrics-port", "0"]).await;
    let metrics = program.metrics.as_deref().expect("it says where");
    let credentials = json!({ "email": ALICE.0, "password": ALICE.1 });
    program.read_own_profile(&credentials, 3).await;
    program.post(&program.app, "/api/jwt/login", &credentials).await;
    program.begin_campaign().await;
    let numbers = Numbers::of(program.text(metrics).await);
    for door in ["cookie_session", "local_storage_jwt"] {
        let success = [("door", door), ("outcome", "success")];
        assert_eq!(numbers.sum("two_doors_sign_ins_total", &success).to_string(), "1", "{door}");
    }
    // Here is one house alone, so that its queries are its own: one session was written, and one read of the credentials a door.
    let asked = |query| numbers.sum("two_doors_database_queries_total", &[("query", query)]).to_string();
    assert_eq!(asked("add the session"), "1");
    let remembered = numbers.sum("two_doors_sessions_remembered_total", &[]).to_string();
    assert_eq!(remembered, "2", "what was read once is remembered");
    let campaigns = [("party", "attacker"), ("method", "POST"), ("route", "/campaigns")];
    let count = "two_doors_http_request_duration_seconds_count";
    assert_eq!(numbers.sum(count, &campaigns).to_string(), "1", "the other parties are watched too");
    assert!(numbers.sum("two_doors_hashing_permits", &[("party", "idp")]) > 0.5);
    assert!(numbers.sum("process_start_time_seconds", &[]) > 1_700_000_000.0);
    #[cfg(target_os = "linux")]
    assert!(numbers.sum("process_resident_memory_bytes", &[]) > 1_000_000.0);
}

#[tokio::test]
async fn without_a_port_there_is_none() {
    assert_eq!(Program::start(&[]).await.metrics, None);
}
