//! Whoever ends all of something misses nobody, and the indexes keep no one for ever.

use std::sync::Arc;

use authn::Sessions as _;
use authn::relying_party::{Authentication, Identity, LoggedOut, ProviderSession};
use futures_util::future::join_all;
use redis::AsyncCommands as _;

use crate::place::{Place, START, row};

const ISSUER: &str = "https://provider.example";

fn came_through(subject: &str, sid: Option<&str>) -> ProviderSession {
    ProviderSession {
        identity: Identity { issuer: ISSUER.to_owned(), subject: subject.to_owned() },
        sid: sid.map(str::to_owned),
        offers_logout: true,
        authentication: Authentication {
            auth_time: Some(START - 5),
            amr: vec!["pwd".to_owned(), "otp".to_owned()],
            acr: None,
        },
    }
}

// Sign-ins and touches on the way while all are ended: each session either is ended, or can be by the next who tries.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ending_all_misses_no_session_that_began_before() {
    let place = Place::open();
    let house = Arc::new(place.house("house.db").await);
    let user = house.alice.user.id;
    for round in 0..20 {
        let before = join_all((0..4).map(|_| house.alice_signs_in())).await;
        let racers = before.iter().map(|id| {
            let (house, id) = (Arc::clone(&house), row(*id));
            tokio::spawn(async move {
                house.sessions.touch_session(&id, START + 60, START + 1_860).await.unwrap();
                house.alice_signs_in().await
            })
        });
        let racers: Vec<_> = racers.collect();
        let ended = house.sessions.end_all_sessions(user).await.unwrap();
        for id in before {
            assert!(!house.opens(id).await, "round {round}");
        }
        let mut alive = 0;
        for racer in racers {
            alive += u64::from(house.opens(racer.await.unwrap()).await);
        }
        assert_eq!(ended + house.sessions.end_all_sessions(user).await.unwrap(), 8, "round {round}");
        assert!(alive <= 4);
        assert_eq!(place.keys("").await, [""; 0], "round {round}: no session, and no index");
    }
}

#[tokio::test]
async fn a_provider_ends_by_sid_by_subject_or_by_both() {
    let place = Place::open();
    let house = place.house("house.db").await;
    let through =
        async |subject, sid| house.alice_signs_in_through(Some(came_through(subject, sid))).await.unwrap();
    let end = async |issuer: &str, subject: Option<&str>, sid: Option<&str>| {
        let (subject, sid) = (subject.map(str::to_owned), sid.map(str::to_owned));
        house.sessions.end_sessions_of(&LoggedOut { issuer: issuer.to_owned(), subject, sid }).await.unwrap()
    };
    let (one, too, other, without) = (
        through("alice", Some("s-1")).await,
        through("alice", Some("s-1")).await,
        through("alice", Some("s-2")).await,
        through("alice", None).await,
    );
    let by_password = house.alice_signs_in().await;
    assert_eq!(end("https://elsewhere.example", Some("alice"), Some("s-1")).await, 0);
    assert_eq!(end(ISSUER, Some("somebody else"), Some("s-1")).await, 0, "both must be right");
    assert_eq!(end(ISSUER, None, Some("s-1")).await, 2);
    assert!(!house.opens(one).await && !house.opens(too).await && house.opens(other).await);
    assert_eq!(end(ISSUER, Some("alice"), Some("s-2")).await, 1);
    assert_eq!(end(ISSUER, Some("alice"), None).await, 1);
    assert!(!house.opens(other).await && !house.opens(without).await && house.opens(by_password).await);
    assert_eq!(place.keys("sessions_of").await, ["sessions_of_user:1"], "no index of the provider's is left");
}

#[tokio::test]
async fn what_a_session_remembers_of_its_provider_is_read_back() {
    let place = Place::open();
    let house = place.house("house.db").await;
    for came in [came_through("a subject with spaces", Some("s-1")), came_through("alice", None)] {
        let id = house.alice_signs_in_through(Some(came.clone())).await.unwrap();
        let record = tower_sessions_core::SessionStore::load(&house.sessions, &id).await.unwrap().unwrap();
        let sign_in = authn::cookie_session::SignIn::of(&record).unwrap();
        assert_eq!(sign_in.provider_session, Some(came));
    }
}

// A session that went by itself leaves its name in the index. Whoever signs in next strikes it out: not at once, for
// another node's clock may say that it lives.
#[tokio::test]
async fn an_index_forgets_what_went_by_itself() {
    let place = Place::open();
    let house = place.house("house.db").await;
    let mut raw = place.raw().await;
    let gone = house.alice_signs_in().await;
    let keys: Vec<String> = redis::cmd("KEYS").arg("*:session:*").query_async(&mut raw).await.unwrap();
    let _: () = raw.del(&keys).await.unwrap();
    assert!(!house.opens(gone).await);
    let names: Vec<String> =
        redis::cmd("KEYS").arg("*:sessions_of_user:1").query_async(&mut raw).await.unwrap();
    let names_in_index = async || -> usize { place.raw().await.zcard(&names[0]).await.unwrap() };
    house.alice_signs_in().await;
    assert_eq!(names_in_index().await, 2);
    assert_eq!(house.sessions.devices(house.alice.user.id, START).await.unwrap().len(), 1, "it is not shown");
    place.clock.advance(1_800 + 3_600);
    house.alice_signs_in().await;
    assert_eq!(names_in_index().await, 1);
}
