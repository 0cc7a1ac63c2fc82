//! The same race with two programs, over HTTP.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};

use axum::http::Method;

use super::{Keep, Nodes};
use crate::browser::ALICE;

const ROUNDS: usize = 6;
const REQUESTS: u64 = 300;
const RACERS: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_in_postgres() {
    none_gets_in(Keep::InPostgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_on_redis() {
    none_gets_in(Keep::OnRedis).await;
}

async fn none_gets_in(keep: Keep) {
    let nodes = Nodes::open(keep).await;
    let (mut raced, mut late) = (0, 0);
    for round in 0..ROUNDS {
        let (all, let_in) = race(&nodes, round % 2).await;
        raced += all;
        late += let_in;
    }
    println!("{keep:?}: {late} of {raced} were let in");
    assert_eq!(late, 0);
}

/// Alice is signed in and remembered at both nodes, and ends all her sessions at one. Returns how many requests
/// began after she had been told so, and how many of them were let in.
async fn race(nodes: &Nodes, node: usize) -> (u64, u64) {
    let mut alice = nodes.person();
    assert_eq!(alice.log_in(&nodes.addresses[node], ALICE).await.status, 200);
    for node in [0, 1] {
        nodes.until_remembered(node, &mut alice).await;
    }
    let (after, late) = (Arc::<AtomicU64>::default(), Arc::<AtomicU64>::default());
    let (before, ended) = (Arc::<AtomicU64>::default(), Arc::<AtomicBool>::default());
    let racers = (0..RACERS).map(|racer| {
        let (mut thief, address) = (nodes.person(), nodes.addresses[racer % 2].clone());
        let stolen = alice.session.clone();
        let (after, late) = (Arc::clone(&after), Arc::clone(&late));
        let (before, ended) = (Arc::clone(&before), Arc::clone(&ended));
        tokio::spawn(async move {
            while after.load(SeqCst) < REQUESTS {
                // Whoever was refused has dropped the cookie, as a browser does.
                thief.session.clone_from(&stolen);
                let began_after = ended.load(SeqCst);
                let status = thief.profile(&address).await.status;
                assert!(status == 200 || status == 401, "{status}");
                if began_after {
                    after.fetch_add(1, SeqCst);
                    late.fetch_add(u64::from(status == 200), SeqCst);
                } else {
                    before.fetch_add(u64::from(status == 200), SeqCst);
                }
            }
        })
    });
    let racers: Vec<_> = racers.collect();
    while before.load(SeqCst) < 20 * RACERS as u64 {
        assert_eq!(alice.profile(&nodes.addresses[node]).await.status, 200);
    }
    assert_eq!(alice.call(Method::DELETE, &nodes.addresses[node], "/api/session/devices").await.status, 200);
    ended.store(true, SeqCst);
    for racer in racers {
        racer.await.unwrap();
    }
    (after.load(SeqCst), late.load(SeqCst))
}
