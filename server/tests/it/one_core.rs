//! With one core to run on, the program does everything on one thread: nothing in it may count on another.

use serde_json::json;
use tempfile::TempDir;
use tokio::process::Command;

use crate::program::Program;

#[tokio::test]
async fn it_signs_people_in_shows_pages_plays_an_experiment_and_stops_when_it_is_told() {
    let mut on_one_core = Command::new("taskset");
    on_one_core.args(["--cpu-list", "0", env!("CARGO_BIN_EXE_two-doors")]);
    let folder = TempDir::new().unwrap();
    let database = folder.path().join("two-doors.db").to_string_lossy().into_owned();
    let port = engines::free_port().unwrap();
    let program = Program::start_by(on_one_core, port, &database, folder, &[]).await;

    let alice = json!({ "email": "alice@example.test", "password": "alice-through-the-glass" });
    program.read_own_profile(&alice, 20).await;
    assert!(program.page("/compare").await.contains("</html>"));
    let runs = "/api/lab/experiments/replay-after-logout/runs";
    for (door, verdict) in [("local_storage_jwt", "fell"), ("cookie_session", "stood")] {
        let answer = program.post(&program.app, runs, &json!({ "door": door })).await;
        assert_eq!(answer["run"]["verdict"], verdict, "{answer}");
    }
    program.stop().await;
}
