//! Writers that race. Whoever comes second finds what the first left; nothing is lost, and nothing comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt as _};

use crate::engine::{Engine, START};
use crate::people::{hash, is_account_changed, key};
use crate::trial::tests;

/// Has these done, eight at a time: as many as an engine has connections.
pub(crate) async fn side_by_side<T>(work: impl IntoIterator<Item = impl Future<Output = T>>) -> Vec<T> {
    stream::iter(work).buffer_unordered(8).collect().await
}

/// A race has to be run more than once.
const ROUNDS: usize = 10;

tests![
    no_session_outlives_a_password_change_that_it_raced,
    no_session_outlives_a_disabled_account_that_it_raced,
    what_one_node_ends_opens_nothing_on_another where is_shared,
    ending_all_ends_what_is_touched_meanwhile,
    a_touch_never_brings_back_what_is_deleted_meanwhile,
    of_two_password_changes_one_is_done,
    sweeps_side_by_side_share_the_work where keeps_rows,
];

async fn no_session_outlives_a_password_change_that_it_raced(engine: &Engine) {
    for round in 0..ROUNDS {
        let alice = engine.somebody(&format!("alice{round}@example.test")).await;
        let sign_ins = side_by_side((0..7).map(|_| engine.signs_in_through(&alice, None)));
        let new = hash("new");
        let change = engine.database.accounts.change_password(alice.user.id, &new, alice.password_version);
        let (sign_ins, changed) = tokio::join!(sign_ins, change);
        assert!(changed.unwrap());
        for sign_in in sign_ins {
            match sign_in {
                Ok(record) => assert!(!engine.opens(&record).await, "round {round}"),
                Err(refused) => assert!(is_account_changed(&refused), "{refused}"),
            }
        }
    }
    assert_eq!(engine.rows.count_sessions().await, 0);
}

async fn no_session_outlives_a_disabled_account_that_it_raced(engine: &Engine) {
    for round in 0..ROUNDS {
        let alice = engine.somebody(&format!("alice{round}@example.test")).await;
        let sign_ins = side_by_side((0..7).map(|_| engine.signs_in_through(&alice, None)));
        let (sign_ins, disabled) =
            tokio::join!(sign_ins, engine.database.accounts.disable_user(alice.user.id, START));
        disabled.unwrap();
        for refused in sign_ins.into_iter().filter_map(Result::err) {
            assert!(is_account_changed(&refused), "{refused}");
        }
    }
    assert_eq!(engine.rows.count_sessions().await, 0);
}

// Once `end_all_sessions` has returned on one node, no request gets in on the other.
async fn what_one_node_ends_opens_nothing_on_another(engine: &Engine) {
    const REQUESTS: u32 = 2_000;
    let (alice, other) = (engine.somebody("alice@example.test").await, engine.another_node().await);
    let record = engine.signs_in(&alice).await;
    let (ended, before) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let racers: Vec<_> = (0..4)
        .map(|_| {
            let (ended, before) = (Arc::clone(&ended), Arc::clone(&before));
            let (sessions, id) = (Arc::clone(&other.sessions), record.id);
            tokio::spawn(async move {
                let (mut after, mut late) = (0, 0);
                while after < REQUESTS / 4 {
                    let began_after = ended.load(Ordering::SeqCst);
                    let got_in = sessions.load(&id).await.unwrap().is_some();
                    before.fetch_add(u32::from(got_in && !began_after), Ordering::Relaxed);
                    after += u32::from(began_after);
                    late += u32::from(got_in && began_after);
                }
                late
            })
        })
        .collect();
    // The positive control: until then they do get in.
    while before.load(Ordering::Relaxed) < 20 {
        tokio::task::yield_now().await;
    }
    assert_eq!(engine.database.sessions.end_all_sessions(alice.user.id).await.unwrap(), 1);
    ended.store(true, Ordering::SeqCst);
    for racer in racers {
        assert_eq!(racer.await.unwrap(), 0);
    }
    other.close().await;
}

async fn ending_all_ends_what_is_touched_meanwhile(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    for round in 0..ROUNDS {
        let records = join_all((0..4).map(|_| engine.signs_in(&alice))).await;
        let touches = records.iter().map(|record| {
            let sessions = Arc::clone(&engine.database.sessions);
            let id = key(record);
            async move { sessions.touch_session(&id, START + 60, START + 1_860).await.unwrap() }
        });
        let (_, ended) =
            tokio::join!(join_all(touches), engine.database.sessions.end_all_sessions(alice.user.id));
        assert_eq!(ended.unwrap(), 4, "round {round}");
        assert_eq!(engine.rows.count_sessions().await, 0, "round {round}");
    }
}

async fn a_touch_never_brings_back_what_is_deleted_meanwhile(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    for round in 0..ROUNDS {
        let record = engine.signs_in(&alice).await;
        let id = key(&record);
        let touch = engine.database.sessions.touch_session(&id, START + 60, START + 1_860);
        let save = engine.database.sessions.save(&record);
        let (deleted, touched, _) = tokio::join!(engine.database.sessions.delete(&record.id), touch, save);
        deleted.and(touched.map_err(|_| unreachable!("the store is there"))).unwrap();
        assert!(!engine.opens(&record).await, "round {round}");
        assert_eq!(engine.rows.count_sessions().await, 0, "round {round}");
    }
}

async fn of_two_password_changes_one_is_done(engine: &Engine) {
    for round in 0..ROUNDS {
        let alice = engine.somebody(&format!("alice{round}@example.test")).await;
        let (one, other) = (hash("one"), hash("other"));
        let change =
            |hash| engine.database.accounts.change_password(alice.user.id, hash, alice.password_version);
        let (one, other) = tokio::join!(change(&one), change(&other));
        assert!(one.unwrap() ^ other.unwrap(), "round {round}");
    }
}

async fn sweeps_side_by_side_share_the_work(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    for _ in 0..40 {
        engine.signs_in(&alice).await;
    }
    // Nodes that sweep at once wait for nobody, and find each other's batch taken.
    let sweeps = (0..4).map(|_| engine.database.sessions.sweep_sessions(START + 1_800, 10));
    let swept: Vec<_> = side_by_side(sweeps).await.into_iter().map(Result::unwrap).collect();
    assert_eq!((swept.as_slice(), engine.rows.count_sessions().await), ([10; 4].as_slice(), 0));
}
