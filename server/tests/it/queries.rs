//! What a signed-in request costs the database: one read at the session door, nothing at the token door (claim T2).

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const ONE_READ: [&str; 1] = ["read the session and its user"];

#[tokio::test]
async fn a_profile_costs_one_read_at_the_session_door_and_nothing_at_the_token_door() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let (answer, queries) = store::noting(browser.profile()).await;
    assert_eq!((answer.status.as_u16(), queries.as_slice()), (200, ONE_READ.as_slice()));

    let access_token = browser.log_in_jwt(ALICE).await.json()["access_token"].as_str().unwrap().to_owned();
    let (answer, queries) = store::noting(browser.profile_jwt(&access_token)).await;
    assert_eq!((answer.status.as_u16(), queries.len()), (200, 0));
}

// With sessions in memory the session door costs what the token door does.
#[tokio::test]
async fn with_the_cache_a_profile_costs_nothing_at_either_door() {
    let house = TestHouse::open_with_session_cache().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let (answer, queries) = store::noting(browser.profile()).await;
    assert_eq!(
        (answer.status.as_u16(), queries.as_slice()),
        (200, ONE_READ.as_slice()),
        "the first reads it"
    );
    let (answer, noted) = store::noting_all(browser.profile()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        (noted.queries.len(), noted.remembered.as_slice()),
        (0, ["the session and its user"].as_slice())
    );

    let access_token = browser.log_in_jwt(ALICE).await.json()["access_token"].as_str().unwrap().to_owned();
    let (answer, queries) = store::noting(browser.profile_jwt(&access_token)).await;
    assert_eq!((answer.status.as_u16(), queries.len()), (200, 0));
}

// The clock has moved on by a minute: the row is touched, once, and not again in the same minute.
#[tokio::test]
async fn the_idle_clock_is_set_once_a_minute() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    house.clock.advance(60);
    let (_, queries) = store::noting(browser.profile()).await;
    assert_eq!(queries, ["read the session and its user", "touch the session"]);
    let (_, queries) = store::noting(browser.profile()).await;
    assert_eq!(queries, ONE_READ);
}

// Server functions and pages are counted as well: they stay in the request's own task.
#[tokio::test]
async fn a_server_function_and_a_page_cost_what_the_interface_costs() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let (answer, queries) = store::noting(browser.post_form("/fn/session/log_out", "")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(queries, ["read the session and its user", "delete the session"]);
}
