//! What a signed-in request takes from the allocator, at both doors: a regression is a failed test, not a slower year.
//!
//! Counted is one `GET …/profile/me` through every layer, on the thread that handles it, after some that warmed up. The bounds
//! are what was counted, and a little room for the next version of a library.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "it/browser.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
mod browser;
#[path = "it/house.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
mod house;

use allocation_counter::measure;
use axum::body::Body;
use axum::http::{Request, header};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

use browser::{ALICE, Browser};
use house::TestHouse;

/// At the session door with the row in memory.
const REMEMBERED: u64 = 170;
/// At the session door with the row read.
const READ: u64 = 180;
/// At the token door.
const JWT: u64 = 190;

#[test]
fn a_profile_at_the_session_door_from_memory() {
    let runtime = runtime();
    let house = runtime.block_on(TestHouse::open_with_session_cache());
    let cookie = session(&runtime, &house);
    bounded(REMEMBERED, count(&runtime, &house, "/api/session/profile/me", (header::COOKIE, &cookie)));
}

#[test]
fn a_profile_at_the_session_door_from_the_row() {
    let runtime = runtime();
    let house = runtime.block_on(TestHouse::open());
    let cookie = session(&runtime, &house);
    bounded(READ, count(&runtime, &house, "/api/session/profile/me", (header::COOKIE, &cookie)));
}

#[test]
fn a_profile_at_the_token_door() {
    let runtime = runtime();
    let house = runtime.block_on(TestHouse::open());
    let bearer = format!("Bearer {}", runtime.block_on(Browser::new(&house).access_token(ALICE)));
    bounded(JWT, count(&runtime, &house, "/api/jwt/profile/me", (header::AUTHORIZATION, &bearer)));
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn session(runtime: &Runtime, house: &TestHouse) -> String {
    let mut alice = Browser::new(house);
    runtime.block_on(alice.log_in(ALICE));
    format!("__Host-session={}", alice.session_cookie().unwrap())
}

/// The allocations of one request: the fewest of ten, for now and then a queue grows.
fn count(
    runtime: &Runtime,
    house: &TestHouse,
    path: &str,
    (name, credential): (header::HeaderName, &str),
) -> u64 {
    let send = || {
        let request = Request::get(path)
            .header(header::HOST, house.origin.authority())
            .header(
                header::USER_AGENT,
                "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
            )
            .header(&name, credential)
            .body(Body::empty())
            .unwrap();
        let router = house.router.clone();
        let mut status = 0;
        let counted = measure(|| {
            let answer = runtime.block_on(router.oneshot(request)).unwrap();
            status = answer.status().as_u16();
        });
        assert_eq!(status, 200);
        counted.count_total
    };
    for _ in 0..10 {
        send();
    }
    (0..10).map(|_| send()).min().unwrap()
}

#[track_caller]
fn bounded(bound: u64, counted: u64) {
    println!("{counted} allocations");
    assert!(counted <= bound, "{counted} allocations; the bound is {bound}");
    assert!(
        counted * 10 >= bound * 9,
        "{counted} allocations: good, and the bound of {bound} can be lowered"
    );
}
