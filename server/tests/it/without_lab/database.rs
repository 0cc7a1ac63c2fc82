//! A database is for one kind of house: nobody with a password that everybody knows lives in one without the lab, and nobody of
//! that one finds themselves in a lab.

use authn::UnfitDatabase;
use axum::http::StatusCode;
use serde_json::json;
use tempfile::TempDir;

use super::program::refused;
use super::{DINAH, open};
use crate::browser::ALICE;
use crate::house::TestHouse;
use crate::postgres::Cluster;
use crate::program::Program;

#[tokio::test]
async fn neither_moves_into_a_database_of_the_other() {
    let (house, lab) = (open().await, TestHouse::open().await);
    let moved = authn::ensure_only_sandbox(&lab.house).await;
    assert!(matches!(moved, Err(UnfitDatabase::OfLab)), "{moved:?}");
    let moved = authn::ensure_default_sandbox(&house.house).await;
    assert!(matches!(moved, Err(UnfitDatabase::WithoutLab)), "{moved:?}");
    // The control: each is at home in its own, however often it opens.
    authn::ensure_only_sandbox(&house.house).await.unwrap();
    authn::ensure_default_sandbox(&lab.house).await.unwrap();
}

#[tokio::test]
async fn over_a_labs_file_the_program_does_not_start_and_says_what_to_do() {
    let folder = TempDir::new().unwrap();
    let database = folder.path().join("two-doors.db").to_string_lossy().into_owned();
    stands_apart(&database, folder).await;
}

#[tokio::test]
async fn nor_over_a_labs_postgres() {
    let cluster = Cluster::start();
    let database = cluster.server.new_database("house").unwrap();
    stands_apart(&database, TempDir::new().unwrap()).await;
}

async fn stands_apart(database: &str, folder: TempDir) {
    let lab = Program::start_over(database, folder, &[]).await;
    let folder = lab.kill().await;
    let said = refused(database, folder.path(), &["--lab", "off"]).await;
    assert!(said.contains("This database is a lab's") && said.contains("--database"), "{said}");

    let again = Program::start_over(database, folder, &[]).await;
    let login = json!({ "email": ALICE.0, "password": ALICE.1 });
    let status = again.visitor().post("/api/session/login", &login).await;
    assert_eq!(status, Some(StatusCode::OK.as_u16()), "the control: nothing was changed, and the lab opens");
}

#[tokio::test]
async fn a_lab_does_not_open_over_people_who_live_without_it() {
    let house = Program::start(&["--lab", "off"]).await;
    let account = json!({ "email": DINAH.0, "name": "Dinah", "password": DINAH.1 });
    assert_eq!(house.visitor().post("/api/accounts", &account).await, Some(StatusCode::ACCEPTED.as_u16()));
    let (database, folder) = (house.database().to_string_lossy().into_owned(), house.kill().await);
    let said = refused(&database, folder.path(), &[]).await;
    assert!(said.contains("--lab off"), "{said}");

    let again = Program::start_over(&database, folder, &["--lab", "off"]).await;
    let login = json!({ "email": DINAH.0, "password": DINAH.1 });
    assert_eq!(again.visitor().post("/api/session/login", &login).await, Some(StatusCode::OK.as_u16()));
}
