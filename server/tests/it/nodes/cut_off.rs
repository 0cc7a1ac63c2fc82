//! A node that its database cannot be reached from any more serves nothing that was ended elsewhere meanwhile, and soon nobody at
//! all: each is answered within two seconds, with 503. When the wire is mended it goes on by itself.

use std::time::Instant;

use axum::http::Method;
use store::cache::LEASE;

use super::databases::Databases;
use super::wire::Wire;
use super::{Keep, Nodes, PATIENCE};
use crate::browser::{ADMIN, ALICE};
use crate::lost_database::in_time;

const HERE: usize = 0;
const CUT_OFF: usize = 1;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_in_postgres() {
    serves_nothing_that_was_ended(Keep::InPostgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_on_redis() {
    serves_nothing_that_was_ended(Keep::OnRedis).await;
}

async fn serves_nothing_that_was_ended(keep: Keep) {
    let own = Databases::start(keep);
    let (wire, database) = Wire::to(&own.database).await;
    let databases = [own.database.clone(), database];
    let nodes = Nodes::open_over(own, databases).await;
    let [here, cut_off] = nodes.addresses.clone();
    let (mut alice, mut admin) = (nodes.person(), nodes.person());
    assert_eq!(alice.log_in(&here, ALICE).await.status, 200);
    assert_eq!(admin.log_in(&here, ADMIN).await.status, 200);
    let session = alice.session.clone().unwrap();
    let thief = || nodes.person().with_session(&session);
    for person in [&mut alice, &mut admin] {
        nodes.until_remembered(CUT_OFF, person).await;
        nodes.until_remembered(HERE, person).await;
    }

    wire.cut();
    let lost = Instant::now();
    let at_here = here.clone();
    let ending = tokio::spawn(async move {
        let ended = alice.call(Method::DELETE, &at_here, "/api/session/devices").await;
        (ended.status.as_u16(), Instant::now())
    });
    let mut from_memory = 0;
    loop {
        let asked = lost.elapsed();
        let answer = in_time(admin.profile(&cut_off)).await;
        if answer.status == 503 {
            break;
        }
        assert_eq!(answer.status, 200, "a lost database is no reason to sign anybody out");
        assert!(asked < LEASE, "after {asked:?}");
        from_memory += 1;
    }
    println!("{keep:?}: {from_memory} more from memory, the first 503 after {:?}", lost.elapsed());
    let (status, told) = ending.await.unwrap();
    assert_eq!(status, 200);
    println!("{keep:?}: the others waited for it, until {:?}", told - lost);
    // On a Redis that it still reaches, it sees for itself that the session has ended.
    let refused = match keep {
        Keep::InPostgres => 503,
        Keep::OnRedis => 401,
    };
    for _ in 0..3 {
        in_time(thief().profile(&cut_off)).await.refused(refused);
        in_time(admin.profile(&cut_off)).await.refused(503);
        in_time(admin.get(&cut_off, "/readyz")).await.refused(503);
        thief().profile(&here).await.refused(401);
        assert_eq!(admin.profile(&here).await.status, 200, "the other node is not concerned");
    }

    wire.mend();
    let back = async { while admin.profile(&cut_off).await.status != 200 {} };
    tokio::time::timeout(PATIENCE, back).await.expect("it needs no restart");
    thief().profile(&cut_off).await.refused(401);
    nodes.until_remembered(CUT_OFF, &mut admin).await;
}
