//! The program is killed in the middle of its work, and what it had acknowledged is there when it is started again.

use std::sync::Arc;

use authn::{SystemClock, SystemRandom};
use domain::SandboxId;
use serde_json::json;
use store::Database;
use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::postgres::Cluster;
use crate::program::Program;

/// Sign-ups that are acknowledged before the program is killed.
const ACKNOWLEDGED: usize = 1_000;
/// Whoever signs up at the same time: there is always somebody in the middle of it.
const AT_ONCE: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_every_acknowledged_sign_up() {
    let folder = TempDir::new().unwrap();
    let database = folder.path().join("two-doors.db").to_string_lossy().into_owned();
    is_killed_while_a_thousand_sign_up(&database, folder).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_every_acknowledged_sign_up() {
    let cluster = Cluster::start();
    let url = cluster.server.new_database("house").unwrap();
    is_killed_while_a_thousand_sign_up(&url, TempDir::new().unwrap()).await;
}

async fn is_killed_while_a_thousand_sign_up(database: &str, folder: TempDir) {
    let program = Program::start_over(database, folder, &[]).await;
    let (acknowledge, mut acknowledged) = mpsc::unbounded_channel();
    for person in 0..AT_ONCE {
        let (visitor, acknowledge) = (program.visitor(), acknowledge.clone());
        tokio::spawn(async move {
            for time in 0.. {
                let email = format!("{time}-of-{person}@example.test");
                let account = json!({ "email": email, "name": "Somebody", "password": "a fine password" });
                match visitor.post("/api/accounts", &account).await {
                    Some(status) => assert_eq!(status, 202),
                    // It is gone.
                    None => return,
                }
                acknowledge.send(email).unwrap();
            }
        });
    }
    let mut emails = Vec::new();
    while emails.len() < ACKNOWLEDGED {
        emails.push(acknowledged.recv().await.unwrap());
    }
    let folder = program.kill().await;
    // Until the last of them has noticed: some were acknowledged meanwhile.
    drop(acknowledge);
    while let Some(email) = acknowledged.recv().await {
        emails.push(email);
    }

    let program = Program::start_over(database, folder, &[]).await;
    let address = database.parse().unwrap();
    let rows = Database::open(&address, 2, Arc::new(SystemClock), Arc::new(SystemRandom)).await.unwrap();
    let sandbox = SandboxId::default();
    for email in &emails {
        let found = rows.accounts.find_credentials(&sandbox, &email.parse().unwrap()).await.unwrap();
        assert!(found.is_some(), "{email}");
    }
    let nobody = rows.accounts.find_credentials(&sandbox, &"nobody@example.test".parse().unwrap()).await;
    assert!(nobody.unwrap().is_none(), "the positive control");
    let credentials = json!({ "email": emails[0], "password": "a fine password" });
    assert_eq!(program.visitor().post("/api/session/login", &credentials).await, Some(200));
    rows.close().await;
}
