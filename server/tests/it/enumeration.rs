//! Nobody learns which accounts exist by what an answer costs: the dear part of it, hashing, is the same for all
//! (ASVS 6.3.8). `benches/enumeration.rs` looks with a stopwatch; this counts.

use domain::UserId;
use serde_json::json;

use crate::browser::{ADMIN, ALICE, Answer, Browser};
use crate::house::TestHouse;

/// How many hashes a request costs, and what it was answered.
async fn cost(house: &TestHouse, path: &str, body: serde_json::Value) -> (u64, Answer) {
    let before = house.house.passwords.hashed();
    let answer = Browser::new(house).post(path, &body).await;
    (house.house.passwords.hashed() - before, answer)
}

#[tokio::test]
async fn every_sign_in_costs_one_hash() {
    let house = TestHouse::open().await;
    house.house.store.disable_user(UserId(2), 0).await.unwrap();
    for door in ["session", "jwt"] {
        let path = format!("/api/{door}/login");
        for (email, password, status) in [
            (ALICE.0, ALICE.1, 200),
            (ALICE.0, "wrong", 401),
            ("nobody@example.test", "wrong", 401),
            (ADMIN.0, ADMIN.1, 401),
        ] {
            let (hashes, answer) = cost(&house, &path, json!({ "email": email, "password": password })).await;
            assert_eq!((hashes, answer.status.as_u16()), (1, status), "{door} {email}");
        }
    }
}

#[tokio::test]
async fn every_sign_up_costs_one_hash() {
    let house = TestHouse::open().await;
    for email in ["new@example.test", ALICE.0, "new@example.test"] {
        let body = json!({ "email": email, "name": "New", "password": "a fine password" });
        let (hashes, answer) = cost(&house, "/api/accounts", body).await;
        assert_eq!((hashes, answer.status.as_u16()), (1, 202), "{email}");
    }
}
