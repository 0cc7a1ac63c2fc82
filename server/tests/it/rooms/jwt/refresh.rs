//! Refresh tokens that are used once (RFC 9700 §4.14.2; claim T5).

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{log_in, profile, refresh, text};
use crate::browser::Browser;
use crate::house::TestHouse;

async fn rotated(browser: &mut Browser, refresh_token: &Value) -> Value {
    let answer = refresh(browser, refresh_token).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

#[tokio::test]
async fn each_buys_the_next_and_a_token_that_works() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let mut pair = log_in(&mut browser).await;
    for _ in 0..3 {
        let next = rotated(&mut browser, &pair["refresh_token"]).await;
        assert_ne!(next["refresh_token"], pair["refresh_token"]);
        assert_eq!([&next["token_type"], &next["expires_in"]], [&json!("Bearer"), &json!(900)]);
        assert_eq!(profile(&mut browser, &text(&next["access_token"])).await.status, 200);
        pair = next;
    }
}

#[tokio::test]
async fn a_second_use_ends_the_family_and_no_other() {
    let house = TestHouse::open().await;
    let (mut owner, mut thief) = (Browser::new(&house), Browser::new(&house));
    let (family, another) = (log_in(&mut owner).await, log_in(&mut owner).await);
    let stolen = &family["refresh_token"];
    let thiefs = rotated(&mut thief, stolen).await;
    let thiefs = rotated(&mut thief, &thiefs["refresh_token"]).await;
    // The owner comes with what the thief has used up: that gives the copy away.
    refresh(&mut owner, stolen).await.refused(401);
    let answer = refresh(&mut thief, &thiefs["refresh_token"]).await;
    assert_eq!(answer.refused(401).header("www-authenticate"), "Bearer error=\"invalid_token\"");
    assert_eq!(refresh(&mut owner, &another["refresh_token"]).await.status, 200);
}

#[tokio::test]
async fn of_many_at_once_one_wins_and_the_family_is_over() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for _ in 0..10 {
        let pair = log_in(&mut browser).await;
        let racers: Vec<_> = (0..8).map(|_| browser.clone()).collect();
        let run = racers.into_iter().map(|mut racer| {
            let refresh_token = pair["refresh_token"].clone();
            tokio::spawn(async move { refresh(&mut racer, &refresh_token).await })
        });
        let answers: Vec<_> = join_all(run).await.into_iter().map(Result::unwrap).collect();
        let winners: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(winners.len(), 1);
        assert_eq!(answers.iter().filter(|answer| answer.status == 401).count(), 7);
        refresh(&mut browser, &winners[0].json()["refresh_token"]).await.refused(401);
    }
}

#[tokio::test]
async fn what_is_unknown_expired_elsewheres_or_of_a_disabled_account_buys_nothing() {
    let house = TestHouse::open().await;
    let (mut browser, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    elsewhere.post("/api/lab/sandboxes", &json!({})).await;
    refresh(&mut browser, &json!("nobody's")).await.refused(401);
    let (first, second) = (log_in(&mut browser).await, log_in(&mut browser).await);
    // An access token is no refresh token.
    refresh(&mut browser, &first["access_token"]).await.refused(401);
    refresh(&mut elsewhere, &first["refresh_token"]).await.refused(401);
    assert_eq!(refresh(&mut browser, &first["refresh_token"]).await.status, 200, "that used nothing up");
    house.clock.advance(7 * 86_400 - 1);
    let third = log_in(&mut browser).await;
    let second = rotated(&mut browser, &second["refresh_token"]).await;
    house.clock.advance(7 * 86_400);
    refresh(&mut browser, &third["refresh_token"]).await.refused(401);
    refresh(&mut browser, &second["refresh_token"]).await.refused(401);
    let last = log_in(&mut browser).await;
    house.house.store.disable_user(domain::UserId(1), 1_800_000_000).await.unwrap();
    refresh(&mut browser, &last["refresh_token"]).await.refused(401);
}

// ASVS 11.4, as for sessions: a leaked table opens nothing.
#[tokio::test]
async fn the_database_holds_no_refresh_token() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let refresh_token = text(&log_in(&mut browser).await["refresh_token"]);
    assert_eq!(refresh_token.len(), 43, "256 random bits");
    for name in ["two-doors.db", "two-doors.db-wal"] {
        let bytes = std::fs::read(house.folder.path().join(name)).unwrap_or_default();
        let found = bytes.windows(refresh_token.len()).any(|window| window == refresh_token.as_bytes());
        assert!(!found, "{name}");
    }
}
