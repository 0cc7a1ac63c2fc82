//! A million sessions: what a request asks, and what the sweep deletes, is found by an index, and is as it was with one.

use authn::cookie_session::expires_at;
use tower_sessions_core::session::Id;

use crate::engine::{Engine, START};
use crate::trial::tests;

tests![a_million_sessions_change_nothing where keeps_rows];

const MILLION: u32 = 1_000_000;
/// As many of them belong to each user.
const EACH: u32 = 10;

async fn a_million_sessions_change_nothing(engine: &Engine) {
    engine.rows.begin_sessions(MILLION, EACH, START, expires_at(START, START)).await;
    engine.clock.advance(1_800);
    let now = engine.now();
    let alice = engine.somebody("alice@example.test").await;
    let record = engine.signs_in(&alice).await;

    assert!(engine.opens(&record).await);
    assert!(engine.finds(Id(7)).await.is_none());
    assert_eq!(engine.database.sessions.devices(alice.user.id, now).await.unwrap().len(), 1);
    assert_eq!(engine.database.sessions.end_all_sessions(alice.user.id).await.unwrap(), 1);
    for _ in 0..3 {
        assert_eq!(engine.database.sessions.sweep_sessions(now, 1_000).await.unwrap(), 1_000);
    }
    // A timing would tell of the machine; this tells of the tables.
    engine.database.close().await;
    engine.rows.no_session_was_looked_for_without_an_index().await;
    assert_eq!(engine.rows.count_sessions().await, i64::from(MILLION) - 3_000);
}
