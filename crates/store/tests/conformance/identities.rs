//! Who may come in by way of a provider, and the sign-ins that are under way there.

use authn::relying_party::{Attempt, AttemptId, Identity, NewAccountOf, Purpose, ReturnPath, Unlinked};
use futures_util::future::join_all;

use crate::engine::{Engine, START};
use crate::trial::tests;

tests![
    an_account_without_a_password_is_opened_by_its_identity,
    an_address_that_is_taken_gets_no_account,
    an_identity_opens_one_account,
    of_two_who_link_the_same_identity_one_does,
    the_last_way_in_stays,
    of_two_that_are_unlinked_at_once_one_stays,
    an_attempt_is_taken_once,
    attempts_are_swept_in_batches,
];

fn identity(issuer: &str, subject: &str) -> Identity {
    Identity { issuer: format!("https://{issuer}.example"), subject: subject.to_owned() }
}

async fn an_account_without_a_password_is_opened_by_its_identity(engine: &Engine) {
    let accounts = &engine.database.accounts;
    let (identity, email) = (identity("idp", "alice"), "alice@example.test".parse().unwrap());
    assert!(accounts.find_account_of(&engine.sandbox, &identity).await.unwrap().is_none());
    let name = "Alice".parse().unwrap();
    let account = NewAccountOf { identity: &identity, sandbox: &engine.sandbox, email: &email, name: &name };
    let alice = accounts.create_account_of(account, START).await.unwrap().unwrap();
    assert_eq!((&alice.user.email, &alice.user.name, alice.disabled), (&email, &name, false));
    let found = accounts.find_account_of(&engine.sandbox, &identity).await.unwrap().unwrap();
    assert_eq!((found.user, found.password_version), (alice.user.clone(), alice.password_version));
    assert!(!accounts.has_password(alice.user.id).await.unwrap());
    let stored = accounts.find_credentials(&engine.sandbox, &email).await.unwrap().unwrap();
    assert_eq!(stored.password_hash, None);
    let linked = accounts.identities(alice.user.id).await.unwrap();
    assert_eq!((linked.len(), &linked[0].identity, linked[0].linked_at), (1, &identity, START));
    accounts.disable_user(alice.user.id, START).await.unwrap();
    let found = accounts.find_account_of(&engine.sandbox, &identity).await.unwrap().unwrap();
    assert!(found.disabled);
}

async fn an_address_that_is_taken_gets_no_account(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await.user;
    let accounts = &engine.database.accounts;
    let identity = identity("idp", "mallory");
    let account = NewAccountOf {
        identity: &identity,
        sandbox: &engine.sandbox,
        email: &alice.email,
        name: &alice.name,
    };
    assert!(accounts.create_account_of(account, START).await.unwrap().is_none());
    assert!(accounts.find_account_of(&engine.sandbox, &identity).await.unwrap().is_none());
    assert!(accounts.has_password(alice.id).await.unwrap());
}

async fn an_identity_opens_one_account(engine: &Engine) {
    let (alice, bob) =
        (engine.somebody("alice@example.test").await.user, engine.somebody("bob@example.test").await.user);
    let (accounts, hers) = (&engine.database.accounts, identity("idp", "alice"));
    for (user, is_theirs) in [(&alice, true), (&bob, false), (&alice, true)] {
        assert_eq!(accounts.link(user, &engine.sandbox, &hers, START).await.unwrap(), is_theirs);
    }
    accounts.link(&alice, &engine.sandbox, &identity("other", "alice"), START + 1).await.unwrap();
    let found = accounts.find_account_of(&engine.sandbox, &hers).await.unwrap().unwrap();
    assert_eq!(found.user, alice);
    let linked = accounts.identities(alice.id).await.unwrap();
    let linked: Vec<_> = linked.iter().map(|linked| linked.identity.issuer.as_str()).collect();
    assert_eq!(linked, ["https://idp.example", "https://other.example"], "oldest first");
    assert!(accounts.identities(bob.id).await.unwrap().is_empty());
}

async fn of_two_who_link_the_same_identity_one_does(engine: &Engine) {
    let (alice, bob) =
        (engine.somebody("alice@example.test").await.user, engine.somebody("bob@example.test").await.user);
    for round in 0..10 {
        let (accounts, identity) = (&engine.database.accounts, identity("idp", &round.to_string()));
        let link = |user| accounts.link(user, &engine.sandbox, &identity, START);
        let (hers, his) = tokio::join!(link(&alice), link(&bob));
        assert!(hers.unwrap() ^ his.unwrap(), "round {round}");
    }
}

async fn the_last_way_in_stays(engine: &Engine) {
    let accounts = &engine.database.accounts;
    let (first, second) = (identity("idp", "alice"), identity("other", "alice"));
    let (email, name) = ("alice@example.test".parse().unwrap(), "Alice".parse().unwrap());
    let account = NewAccountOf { identity: &first, sandbox: &engine.sandbox, email: &email, name: &name };
    let alice = accounts.create_account_of(account, START).await.unwrap().unwrap().user;
    let usable = [first.issuer.clone(), second.issuer.clone()];
    let unlink = async |identity, usable| accounts.unlink(alice.id, identity, usable).await.unwrap();
    assert_eq!(unlink(&second, &usable).await, Unlinked::NotLinked);
    assert_eq!(unlink(&first, &usable).await, Unlinked::LastWayIn);
    accounts.link(&alice, &engine.sandbox, &second, START).await.unwrap();
    assert_eq!(unlink(&first, &usable[..1]).await, Unlinked::LastWayIn, "the other provider is not there");
    assert_eq!(accounts.identities(alice.id).await.unwrap().len(), 2, "it stays");
    assert_eq!(unlink(&first, &usable).await, Unlinked::Done);
    // Somebody with a password has a way in.
    let bob = engine.somebody("bob@example.test").await.user;
    accounts.link(&bob, &engine.sandbox, &first, START).await.unwrap();
    assert_eq!(accounts.unlink(bob.id, &first, &[]).await.unwrap(), Unlinked::Done);
}

async fn of_two_that_are_unlinked_at_once_one_stays(engine: &Engine) {
    let accounts = &engine.database.accounts;
    for round in 0..10 {
        let subject = round.to_string();
        let (first, second) = (identity("idp", &subject), identity("other", &subject));
        let (email, name) = (format!("alice{round}@example.test").parse().unwrap(), "Alice".parse().unwrap());
        let account = NewAccountOf { identity: &first, sandbox: &engine.sandbox, email: &email, name: &name };
        let alice = accounts.create_account_of(account, START).await.unwrap().unwrap().user;
        accounts.link(&alice, &engine.sandbox, &second, START).await.unwrap();
        let usable = [first.issuer.clone(), second.issuer.clone()];
        let unlink = |identity| accounts.unlink(alice.id, identity, &usable);
        let (one, other) = tokio::join!(unlink(&first), unlink(&second));
        let mut done = [one.unwrap(), other.unwrap()];
        done.sort_by_key(|done| *done == Unlinked::Done);
        assert_eq!(done, [Unlinked::LastWayIn, Unlinked::Done], "round {round}");
    }
}

fn attempt(engine: &Engine, purpose: Purpose) -> Attempt {
    Attempt {
        provider: "idp".parse().unwrap(),
        sandbox: engine.sandbox.clone(),
        purpose,
        return_to: ReturnPath::Compare,
        expires_at: START + 600,
    }
}

async fn an_attempt_is_taken_once(engine: &Engine) {
    let accounts = &engine.database.accounts;
    let alice = engine.somebody("alice@example.test").await.user;
    for (round, purpose) in [Purpose::SignIn, Purpose::Link(alice.id)].into_iter().enumerate() {
        let id = AttemptId([u8::try_from(round).unwrap(); 32]);
        assert_eq!(accounts.take_attempt(&id).await.unwrap(), None);
        let attempt = attempt(engine, purpose);
        accounts.add_attempt(&id, &attempt).await.unwrap();
        // An answer that comes many times at once.
        let taken = join_all((0..8).map(|_| accounts.take_attempt(&id))).await;
        let taken: Vec<_> = taken.into_iter().filter_map(Result::unwrap).collect();
        assert_eq!(taken, [attempt]);
    }
}

async fn attempts_are_swept_in_batches(engine: &Engine) {
    let accounts = &engine.database.accounts;
    for id in 0..3 {
        accounts.add_attempt(&AttemptId([id; 32]), &attempt(engine, Purpose::SignIn)).await.unwrap();
    }
    let sweep = async |now| accounts.sweep_attempts(now, 2).await.unwrap();
    assert_eq!(sweep(START + 599).await, 0);
    assert_eq!([sweep(START + 600).await, sweep(START + 600).await, sweep(START + 600).await], [2, 1, 0]);
}
