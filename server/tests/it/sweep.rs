//! However much has run out, it is swept out: in batches, each of which is one small statement.

use std::sync::Arc;

use authn::cookie_session::ABSOLUTE_TIMEOUT;
use authn::{Clock, ManualClock, SystemRandom};
use domain::{DeviceId, UserId};
use store::SqliteStore;

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const OVER: usize = 250;

#[tokio::test]
async fn nothing_is_left_of_what_has_run_out_and_all_of_the_rest() {
    let house = TestHouse::open().await;
    let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&house.clock);
    let path = house.folder.path().join("two-doors.db");
    let store = SqliteStore::open(&path, clock, Arc::new(SystemRandom)).await.unwrap();
    let over: Vec<_> = (0..OVER).map(id).collect();
    store.begin_sessions(UserId(1), &over, 1_800_000_000).await.unwrap();
    house.clock.advance(ABSOLUTE_TIMEOUT);
    let mut alice = Browser::new(&house);
    alice.log_in(ALICE).await;
    let (swept, queries) = store::noting(server::sweep_out(&house.house)).await;
    assert_eq!(swept.unwrap(), u64::try_from(OVER).unwrap());
    let batches = queries.iter().filter(|query| **query == "sweep sessions").count();
    assert_eq!(batches, 4, "three with rows, and one that finds nothing: {queries:?}");
    assert_eq!(
        queries.len(),
        batches + 3,
        "other kinds are looked for once, after the last session: {queries:?}"
    );
    assert_eq!(store.kept_of_sessions().await.unwrap().rows, 1);
    assert_eq!(alice.profile().await.status, 200);
}

fn id(number: usize) -> DeviceId {
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&number.to_le_bytes());
    DeviceId(hash)
}
