//! What a signed-in request costs: one read on Redis, and one of the account, by its number.

use super::HouseOnRedis;
use crate::browser::{ALICE, Browser};

#[tokio::test]
async fn a_profile_costs_one_read_on_redis_and_one_of_the_account() {
    let HouseOnRedis { house, redis: _redis, .. } = HouseOnRedis::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let (answer, queries) = store::noting(browser.profile()).await;
    assert_eq!(
        (answer.status, queries),
        (axum::http::StatusCode::OK, vec!["read the session", "read the session's user"])
    );

    let mut stranger = browser.with_session("AAAAAAAAAAAAAAAAAAAAAA");
    let (answer, queries) = store::noting(stranger.profile()).await;
    assert_eq!((answer.status.as_u16(), queries), (401, vec!["read the session"]));
}
