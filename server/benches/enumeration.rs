//! Can a stopwatch tell which accounts exist? ASVS 6.3.8: 2,000 interleaved samples of each kind, a gap between the
//! medians of at most 1 %, and an AUC (the chance that a random sample of the one kind takes longer than a random one of
//! the other; 0.5 is blindness) of at most 0.55.
//!
//! ```text
//! cargo bench -p server --bench enumeration
//! ```

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(dead_code, reason = "the tests' house and browser can do more than is needed here")]

#[path = "../tests/it/browser.rs"]
mod browser;
#[path = "../tests/it/house.rs"]
mod house;

use std::time::Instant;

use browser::{ALICE, Browser};
use house::TestHouse;
use serde_json::json;

const SAMPLES: usize = 2_000;
/// After this many seconds the throttle has forgotten the guess before.
const FORGIVEN: i64 = 3_600;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let house = TestHouse::open().await;
        println!("sign-in, unknown account against wrong password");
        compare(&house, "/api/session/login", |n| {
            let unknown = json!({ "email": format!("nobody-{n}@example.test"), "password": "a guess" });
            (unknown, json!({ "email": ALICE.0, "password": "a guess" }))
        })
        .await;
        println!("sign-up, free address against taken");
        compare(&house, "/api/accounts", |n| {
            let free = json!({ "email": format!("new-{n}@example.test"), "name": "New", "password": "a fine password" });
            (free, json!({ "email": ALICE.0, "name": "New", "password": "a fine password" }))
        })
        .await;
    });
}

/// Times both requests of each pair, in turns, and prints what a stopwatch could learn.
async fn compare(
    house: &TestHouse,
    path: &str,
    pair: impl Fn(usize) -> (serde_json::Value, serde_json::Value),
) {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for n in 0..SAMPLES {
        let (one, other) = pair(n);
        // ABBA: whatever drifts, drifts for both.
        let order =
            if n % 2 == 0 { [(&one, true), (&other, false)] } else { [(&other, false), (&one, true)] };
        for (body, is_one) in order {
            house.clock.advance(FORGIVEN);
            let mut browser = Browser::new(house);
            let started = Instant::now();
            browser.post(path, body).await;
            let taken = started.elapsed().as_secs_f64() * 1e3;
            if is_one { ones.push(taken) } else { others.push(taken) }
        }
    }
    let (one, other) = (median(&ones), median(&others));
    let gap = (one - other).abs() / other * 100.0;
    let auc = auc(&ones, &others);
    println!("  medians {one:.3} ms and {other:.3} ms: {gap:.2} % apart; AUC {:.3}", auc.max(1.0 - auc));
}

fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "four million pairs")]
fn auc(ones: &[f64], others: &[f64]) -> f64 {
    let longer: usize = ones.iter().map(|one| others.iter().filter(|other| one > *other).count()).sum();
    longer as f64 / (ones.len() * others.len()) as f64
}
