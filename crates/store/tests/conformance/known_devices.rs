//! The browsers that somebody signed in from.

use authn::{DEVICE_KNOWN_FOR, KnownDevice};

use crate::engine::{Engine, START};
use crate::people::hash;
use crate::trial::tests;

tests![
    a_device_is_known_to_its_owner_alone,
    a_device_is_known_for_ninety_days_from_the_last_sign_in,
    a_new_password_makes_every_device_a_stranger,
    strangers_are_swept_in_batches,
];

const DEVICE: KnownDevice = KnownDevice([7; 32]);

async fn a_device_is_known_to_its_owner_alone(engine: &Engine) {
    let (alice, bob) =
        (engine.somebody("alice@example.test").await.user, engine.somebody("bob@example.test").await.user);
    let accounts = &engine.database.accounts;
    assert!(!accounts.see_device(&DEVICE, alice.id, START).await.unwrap(), "an id is never adopted");
    accounts.add_device(&DEVICE, alice.id, START).await.unwrap();
    for (email, known) in [(&alice.email, true), (&bob.email, false)] {
        let knows = accounts.knows_device(&DEVICE, &engine.sandbox, email, START).await.unwrap();
        assert_eq!(knows, known, "{email}");
    }
    assert!(!accounts.see_device(&DEVICE, bob.id, START).await.unwrap());
    assert!(accounts.see_device(&DEVICE, alice.id, START).await.unwrap());
}

async fn a_device_is_known_for_ninety_days_from_the_last_sign_in(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await.user;
    let accounts = &engine.database.accounts;
    accounts.add_device(&DEVICE, alice.id, START).await.unwrap();
    let knows = async |now| accounts.knows_device(&DEVICE, &engine.sandbox, &alice.email, now).await.unwrap();
    let last = START + DEVICE_KNOWN_FOR - 1;
    assert!(knows(last).await && !knows(last + 1).await);
    assert!(accounts.see_device(&DEVICE, alice.id, last).await.unwrap());
    assert!(knows(last + DEVICE_KNOWN_FOR - 1).await && !knows(last + DEVICE_KNOWN_FOR).await);
    assert!(!accounts.see_device(&DEVICE, alice.id, last + DEVICE_KNOWN_FOR).await.unwrap());
}

async fn a_new_password_makes_every_device_a_stranger(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await;
    let accounts = &engine.database.accounts;
    accounts.add_device(&DEVICE, alice.user.id, START).await.unwrap();
    assert!(accounts.change_password(alice.user.id, &hash("new"), alice.password_version).await.unwrap());
    let known = accounts.knows_device(&DEVICE, &engine.sandbox, &alice.user.email, START).await;
    assert!(!known.unwrap());
}

async fn strangers_are_swept_in_batches(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await.user;
    let accounts = &engine.database.accounts;
    for (device, at) in [(1, START), (2, START), (3, START + 1)] {
        accounts.add_device(&KnownDevice([device; 32]), alice.id, at).await.unwrap();
    }
    let sweep = async |limit| accounts.sweep_devices(START + DEVICE_KNOWN_FOR, limit).await.unwrap();
    assert_eq!([sweep(1).await, sweep(10).await, sweep(10).await], [1, 1, 0]);
    assert!(accounts.see_device(&KnownDevice([3; 32]), alice.id, START + 2).await.unwrap());
}
