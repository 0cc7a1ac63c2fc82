//! How long a session lasts (ASVS 7.3), and what becomes of its row. The clock is moved by hand.

use authn::cookie_session::expires_at;

use crate::engine::{Engine, START};
use crate::people::key;
use crate::trial::tests;

tests![
    thirty_idle_minutes_end_a_session,
    twelve_hours_end_a_session_however_busy,
    of_two_touches_the_later_counts,
    the_sweep_deletes_what_has_run_out_in_batches where keeps_rows,
];

// ASVS 7.3.1
async fn thirty_idle_minutes_end_a_session(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let record = engine.signs_in(&alice).await;
    engine.clock.advance(1_799);
    assert!(engine.opens(&record).await);
    engine.clock.advance(1);
    assert!(!engine.opens(&record).await);
}

// ASVS 7.3.2
async fn twelve_hours_end_a_session_however_busy(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let record = engine.signs_in(&alice).await;
    for _ in 0..43 {
        engine.clock.advance(1_000);
        assert!(engine.opens(&record).await);
        let (now, expires_at) = (engine.now(), expires_at(START, engine.now()));
        engine.database.sessions.touch_session(&key(&record), now, expires_at).await.unwrap();
    }
    engine.clock.advance(199);
    assert!(engine.opens(&record).await, "a second before twelve hours are over");
    engine.clock.advance(1);
    assert!(!engine.opens(&record).await);
}

async fn of_two_touches_the_later_counts(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let record = engine.signs_in(&alice).await;
    for heard_at in [START + 900, START + 600] {
        let expires_at = heard_at + 1_800;
        engine.database.sessions.touch_session(&key(&record), heard_at, expires_at).await.unwrap();
    }
    let device = &engine.database.sessions.devices(alice.user.id, START).await.unwrap()[0];
    assert_eq!((device.last_seen_at, device.expires_at), (START + 900, START + 2_700));
    engine.clock.advance(2_699);
    assert_eq!(engine.finds(record.id).await.unwrap().last_seen_at, START + 900);
}

async fn the_sweep_deletes_what_has_run_out_in_batches(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    for _ in 0..5 {
        engine.signs_in(&alice).await;
    }
    engine.clock.advance(1_000);
    let kept = engine.signs_in(&alice).await;
    let sweep = async |now| engine.database.sessions.sweep_sessions(now, 3).await.unwrap();
    assert_eq!(sweep(START + 1_799).await, 0);
    assert_eq!(
        [sweep(START + 1_800).await, sweep(START + 1_800).await, sweep(START + 1_800).await],
        [3, 2, 0]
    );
    assert!(engine.opens(&kept).await);
    assert_eq!(engine.rows.count_sessions().await, 1);
}
