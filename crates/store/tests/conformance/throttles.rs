//! The failed attempts (ASVS 6.3.1).

use std::net::IpAddr;

use authn::{Attempts, FORGIVEN_AFTER, KnownDevice, ThrottleKey};
use domain::SandboxId;

use crate::engine::{Engine, START};
use crate::races::side_by_side;
use crate::trial::tests;

tests![
    failures_are_counted_under_each_key,
    a_quiet_hour_forgives_everything,
    a_success_forgets_what_is_under_its_key,
    failures_side_by_side_are_all_counted,
    what_is_forgiven_is_swept_in_batches where keeps_rows,
];

fn keys(sandbox: &SandboxId) -> [ThrottleKey; 3] {
    let address: IpAddr = [192, 0, 2, 1].into();
    [
        ThrottleKey::KnownDevice(sandbox.clone(), KnownDevice([7; 32])),
        ThrottleKey::Account(sandbox.clone(), "alice@example.test".parse().unwrap()),
        ThrottleKey::Address(sandbox.clone(), address),
    ]
}

fn after(failures: u32, last_failure_at: i64) -> Attempts {
    Attempts { failures, last_failure_at }
}

async fn failures_are_counted_under_each_key(engine: &Engine) {
    let (throttles, keys) = (&engine.database.throttles, keys(&engine.sandbox));
    assert_eq!(throttles.attempts(&keys).await.unwrap(), [Attempts::default(); 3]);
    throttles.note_failure(&keys, START).await.unwrap();
    throttles.note_failure(&keys[1..2], START + 5).await.unwrap();
    let noted = throttles.attempts(&keys).await.unwrap();
    assert_eq!(noted, [after(1, START), after(2, START + 5), after(1, START)], "in the order of the keys");
    let elsewhere: SandboxId = "a-sandbox-of-my-own-00".parse().unwrap();
    engine.database.accounts.create_sandbox(&elsewhere, &[], START).await.unwrap();
    let there = throttles.attempts(&self::keys(&elsewhere)).await.unwrap();
    assert_eq!(there, [Attempts::default(); 3], "each sandbox counts for itself");
}

async fn a_quiet_hour_forgives_everything(engine: &Engine) {
    let (throttles, keys) = (&engine.database.throttles, keys(&engine.sandbox));
    for _ in 0..3 {
        throttles.note_failure(&keys[..1], START).await.unwrap();
    }
    let last = START + FORGIVEN_AFTER - 1;
    throttles.note_failure(&keys[..1], last).await.unwrap();
    assert_eq!(throttles.attempts(&keys[..1]).await.unwrap(), [after(4, last)]);
    throttles.note_failure(&keys[..1], last + FORGIVEN_AFTER).await.unwrap();
    assert_eq!(throttles.attempts(&keys[..1]).await.unwrap(), [after(1, last + FORGIVEN_AFTER)]);
}

async fn a_success_forgets_what_is_under_its_key(engine: &Engine) {
    let (throttles, keys) = (&engine.database.throttles, keys(&engine.sandbox));
    throttles.note_failure(&keys, START).await.unwrap();
    throttles.forget_failures(&keys[1]).await.unwrap();
    let noted = throttles.attempts(&keys).await.unwrap();
    assert_eq!(noted, [after(1, START), Attempts::default(), after(1, START)]);
}

// Whoever guesses from many places at once gets no guess for nothing. Their keys come in any order.
async fn failures_side_by_side_are_all_counted(engine: &Engine) {
    let (throttles, keys) = (&engine.database.throttles, keys(&engine.sandbox));
    let mut reversed = keys.clone();
    reversed.reverse();
    let failures = (0..60).map(|turn| {
        let keys = if turn % 2 == 0 { &keys } else { &reversed };
        throttles.note_failure(keys, START)
    });
    for noted in side_by_side(failures).await {
        noted.unwrap();
    }
    assert_eq!(throttles.attempts(&keys).await.unwrap(), [after(60, START); 3]);
}

async fn what_is_forgiven_is_swept_in_batches(engine: &Engine) {
    let (throttles, keys) = (&engine.database.throttles, keys(&engine.sandbox));
    throttles.note_failure(&keys[..2], START).await.unwrap();
    throttles.note_failure(&keys[2..], START + 1).await.unwrap();
    let sweep = async |now, limit| throttles.sweep_failures(now, limit).await.unwrap();
    let forgiven = START + FORGIVEN_AFTER;
    assert_eq!(sweep(forgiven - 1, 10).await, 0);
    assert_eq!([sweep(forgiven, 1).await, sweep(forgiven, 10).await, sweep(forgiven, 10).await], [1, 1, 0]);
    let noted = throttles.attempts(&keys).await.unwrap();
    assert_eq!(noted, [Attempts::default(), Attempts::default(), after(1, START + 1)]);
}
