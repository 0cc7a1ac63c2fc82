//! Accounts are elsewhere, so no transaction holds a session and its account together. It looks as if one did.

use authn::cookie_session::ACCOUNT_CHANGED;
use authn::{PasswordHash, Sessions as _, StoredCredentials};
use futures_util::future::join_all;
use tower_sessions_core::session_store::Error;

use crate::place::{House, Place, START, row};

/// A race has to be run more than once.
const ROUNDS: usize = 20;

fn another() -> PasswordHash {
    PasswordHash::from_stored("another".to_owned())
}

async fn change_password(house: &House) {
    let StoredCredentials { user, password_version, .. } = &house.alice;
    assert!(house.accounts.change_password(user.id, &another(), *password_version).await.unwrap());
}

#[tokio::test]
async fn no_sign_in_outlives_a_password_change_that_it_raced() {
    let place = Place::open();
    let mut after = 0;
    for round in 0..ROUNDS {
        let house = place.house(&format!("house-{round}.db")).await;
        let sign_ins = join_all((0..8).map(|_| house.alice_signs_in_through(None)));
        let (sign_ins, ()) = tokio::join!(sign_ins, change_password(&house));
        for sign_in in sign_ins {
            match sign_in {
                Ok(id) => {
                    after += 1;
                    assert!(!house.opens(id).await, "round {round}");
                }
                Err(refused) => {
                    assert!(matches!(refused, Error::Backend(reason) if reason == ACCOUNT_CHANGED));
                }
            }
        }
        assert_eq!(house.sessions.devices(house.alice.user.id, START).await.unwrap(), [], "round {round}");
    }
    assert!(after > 0, "the positive control: some were in time");
}

#[tokio::test]
async fn what_a_password_change_has_ended_is_tidied_up_and_nothing_else() {
    let place = Place::open();
    let mut house = place.house("house.db").await;
    let old = house.alice_signs_in().await;
    change_password(&house).await;
    assert!(!house.opens(old).await, "dead before anybody tells Redis");
    house.alice.password_version += 1;
    let new = house.alice_signs_in().await;
    house.sessions.tidy_sessions(house.alice.user.id).await.unwrap();
    assert_eq!(place.keys("session:").await, [format!("session:{}", row(new))]);
    assert!(house.opens(new).await);
    house.accounts.disable_user(house.alice.user.id, START).await.unwrap();
    assert!(!house.opens(new).await);
    house.sessions.tidy_sessions(house.alice.user.id).await.unwrap();
    assert_eq!(place.keys("session").await, [""; 0], "no key, and no index");
}
