//! An id that is taken over from the browser: session fixation (CWE-384).

use lab::rooms::naive_session::{LIFETIME, NaiveSession, NaiveSessions as _, SessionId};

use super::room::{NAIVE_SESSION as ROOM, own_sandbox, switch};
use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

const PLANTED: &str = "chosen-by-mallory";

async fn row(house: &TestHouse, id: &str) -> Option<NaiveSession> {
    let hash = id.parse::<SessionId>().unwrap().hash();
    house.database.lab.naive_session(&hash, None, house.house.clock.now()).await.unwrap()
}

// `session_id_is_adopted`
#[tokio::test]
async fn whoever_planted_the_id_is_signed_in_as_the_victim() {
    let house = TestHouse::open().await;
    let mut victim = ROOM.thief(&house, PLANTED);
    assert_eq!(ROOM.replay(&house, PLANTED).await, None, "nobody has signed in yet");
    assert_eq!(ROOM.signed_in(&mut victim, ALICE).await, PLANTED);
    assert_eq!(ROOM.replay(&house, PLANTED).await.as_deref(), Some(ALICE.0));
}

#[tokio::test]
async fn the_id_stays_the_same_at_every_sign_in() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let first = ROOM.signed_in(&mut browser, ALICE).await;
    assert_eq!(first.len(), 22, "128 bits, if nobody brought any");
    assert_eq!(ROOM.signed_in(&mut browser, ADMIN).await, first);
    assert_eq!(ROOM.replay(&house, &first).await.as_deref(), Some(ADMIN.0));
}

#[tokio::test]
async fn reading_makes_a_row_for_an_unknown_id() {
    let house = TestHouse::open().await;
    assert_eq!(row(&house, PLANTED).await, None);
    assert_eq!(ROOM.replay(&house, PLANTED).await, None);
    let unused = NaiveSession { sandbox: domain::SandboxId::default(), user: None };
    assert_eq!(row(&house, PLANTED).await, Some(unused));
}

// Anybody can read, so what that makes is bounded; and it pushes nobody's session out.
#[tokio::test]
async fn of_unused_rows_a_hundred_are_kept() {
    let house = TestHouse::open().await;
    let real = ROOM.signed_in(&mut Browser::new(&house), ALICE).await;
    for number in 0..=100 {
        assert_eq!(ROOM.replay(&house, &format!("id-{number}")).await, None);
    }
    assert_eq!(row(&house, "id-0").await, None);
    assert!(row(&house, "id-1").await.is_some() && row(&house, "id-100").await.is_some());
    assert_eq!(ROOM.replay(&house, &real).await.as_deref(), Some(ALICE.0));
}

#[tokio::test]
async fn a_fresh_id_leaves_the_planted_one_dead() {
    let house = TestHouse::open().await;
    let mut victim = ROOM.thief(&house, PLANTED);
    switch(&mut victim, "fresh-id", true).await;
    let fresh = ROOM.signed_in(&mut victim, ALICE).await;
    assert!(fresh != PLANTED && fresh.len() == 22, "{fresh}");
    assert_eq!(ROOM.replay(&house, PLANTED).await, None);
    assert_eq!(row(&house, PLANTED).await, None, "reading made no row");
    assert_eq!(ROOM.replay(&house, &fresh).await.as_deref(), Some(ALICE.0), "the victim's own works");

    let next = ROOM.signed_in(&mut victim, ALICE).await;
    assert_ne!(next, fresh, "a repeated sign-in gets a new one too");
    assert_eq!(ROOM.replay(&house, &fresh).await, None, "and the one before is dead");
    assert_eq!(ROOM.replay(&house, &next).await.as_deref(), Some(ALICE.0));
}

#[tokio::test]
async fn an_id_that_was_adopted_dies_at_the_next_sign_in_with_the_defence_on() {
    let house = TestHouse::open().await;
    let mut victim = ROOM.thief(&house, PLANTED);
    ROOM.signed_in(&mut victim, ALICE).await;
    switch(&mut victim, "fresh-id", true).await;
    assert_eq!(ROOM.replay(&house, PLANTED).await.as_deref(), Some(ALICE.0), "the switch ends nothing");
    ROOM.signed_in(&mut victim, ALICE).await;
    assert_eq!(ROOM.replay(&house, PLANTED).await, None);
}

// The control of the other rooms' replays: with a row to delete, a logout is final.
#[tokio::test]
async fn a_copy_is_dead_after_logout() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let copy = ROOM.signed_in(&mut browser, ALICE).await;
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
    ROOM.log_out(&mut browser).await;
    assert_eq!(ROOM.replay(&house, &copy).await, None);
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_or_with_its_account() {
    let house = TestHouse::open().await;
    let copy = ROOM.signed_in(&mut Browser::new(&house), ALICE).await;
    house.clock.advance(LIFETIME - 1);
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
    house.clock.advance(1);
    assert_eq!(ROOM.replay(&house, &copy).await, None);

    let copy = ROOM.signed_in(&mut Browser::new(&house), ADMIN).await;
    house.house.store.disable_user(domain::UserId(2), house.house.clock.now()).await.unwrap();
    assert_eq!(ROOM.replay(&house, &copy).await, None);
}

#[tokio::test]
async fn a_changed_password_ends_it() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let copy = ROOM.signed_in(&mut browser, ALICE).await;
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
    browser.log_in(ALICE).await;
    let form = format!("current={}&new=another-looking-glass", ALICE.1);
    assert_eq!(browser.post_form("/fn/session/change_password", &form).await.status, 200);
    assert_eq!(ROOM.replay(&house, &copy).await, None);
}

// Two learners may be told to plant the same id.
#[tokio::test]
async fn the_same_id_in_two_sandboxes_is_two_sessions() {
    let house = TestHouse::open().await;
    let (mut here, mut elsewhere) = (ROOM.thief(&house, PLANTED), ROOM.thief(&house, PLANTED));
    own_sandbox(&mut here).await;
    own_sandbox(&mut elsewhere).await;
    ROOM.signed_in(&mut here, ALICE).await;
    ROOM.profile(&mut elsewhere).await.refused(401);
    ROOM.signed_in(&mut elsewhere, ADMIN).await;
    assert_eq!(ROOM.profile(&mut here).await.json()["email"], ALICE.0);
    assert_eq!(ROOM.profile(&mut elsewhere).await.json()["email"], ADMIN.0);
    ROOM.log_out(&mut elsewhere).await;
    assert_eq!(ROOM.profile(&mut here).await.json()["email"], ALICE.0);
}

#[tokio::test]
async fn a_leaked_table_holds_no_id() {
    let house = TestHouse::open().await;
    let id = ROOM.signed_in(&mut Browser::new(&house), ALICE).await;
    let mut leaked = Vec::new();
    for entry in std::fs::read_dir(house.folder.path()).unwrap() {
        leaked.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    let contains = |needle: &[u8]| leaked.windows(needle.len()).any(|window| window == needle);
    assert!(contains(&id.parse::<SessionId>().unwrap().hash().0), "the hash is what is kept");
    assert!(!contains(id.as_bytes()));
}
