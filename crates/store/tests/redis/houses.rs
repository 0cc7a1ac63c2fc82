//! Two houses may share one Redis, and a new house never meets the sessions of one that was there before it, though its
//! Alice has the same number.

use authn::{Sessions as _, ThrottleKey, Throttles as _};
use domain::SandboxId;

use crate::place::{Place, START};

#[tokio::test]
async fn houses_do_not_meet() {
    let place = Place::open();
    let (one, other) = (place.house("one.db").await, place.house("other.db").await);
    assert_eq!(one.alice.user.id, other.alice.user.id);
    let id = one.alice_signs_in().await;
    assert!(one.opens(id).await, "the positive control");
    assert!(!other.opens(id).await);
    assert_eq!(other.sessions.devices(other.alice.user.id, START).await.unwrap(), []);
    assert_eq!(other.sessions.end_all_sessions(other.alice.user.id).await.unwrap(), 0);
    assert!(one.opens(id).await);

    let key = [ThrottleKey::Account(SandboxId::default(), "alice@example.test".parse().unwrap())];
    one.sessions.note_failure(&key, START).await.unwrap();
    assert_eq!(one.sessions.attempts(&key).await.unwrap()[0].failures, 1);
    assert_eq!(other.sessions.attempts(&key).await.unwrap()[0].failures, 0);
}

#[tokio::test]
async fn a_house_that_is_opened_again_is_the_same() {
    let place = Place::open();
    let id = place.house("house.db").await.alice_signs_in().await;
    assert!(place.house("house.db").await.opens(id).await);
}
