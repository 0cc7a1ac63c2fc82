//! The protocol of leases, played in every order: two nodes, one session, wires that are cut and lose answers, a clock that
//! jumps. Whoever asks after a change was said to be done must not be served what was before.
//!
//! Nothing here waits and nothing runs by itself: a schedule says whose turn is next, so whatever is found is found again. That
//! it finds something is shown by protocols that each lack one rule.

mod world;

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use authn::cookie_session::SignIn;
use domain::{DeviceId, Role, User, UserId};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};

use self::world::{Trouble, Wire, World};
use super::Change;
use super::leases::{Leases, NodeName};
use super::memory::Memory;
use super::node::Node;

const NODES: usize = 2;
/// Who may be in the middle of something. With more of them nobody comes to an end.
const AT_ONCE: usize = 4;
const SCHEDULES: u32 = 3_000;
const USER: UserId = UserId(7);
const SESSION: DeviceId = DeviceId([7; 32]);

/// The protocol, or one without a rule of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    Whole,
    /// What was read is believed from when the read ended, not from when it began.
    StampedAfterTheRead,
    /// A change is announced, and nobody waits.
    NobodyWaits,
    /// A lease that has run out is renewed like any other, though nobody waited meanwhile.
    RenewedTooLate,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug)]
enum Turn {
    Ask(usize),
    Change(usize),
    Renew(usize),
    GoOn(usize),
    TimePasses(u64),
    Trouble(usize, Trouble),
}

fn turn() -> impl Strategy<Value = Turn> {
    let trouble = prop_oneof![Just(Trouble::None), Just(Trouble::Cut), Just(Trouble::LosesAnAnswer)];
    prop_oneof![
        6 => (0..NODES).prop_map(Turn::Ask),
        2 => (0..NODES).prop_map(Turn::Change),
        5 => (0..NODES).prop_map(Turn::Renew),
        20 => any::<usize>().prop_map(Turn::GoOn),
        2 => (1_u64..1_200).prop_map(Turn::TimePasses),
        1 => ((0..NODES), trouble).prop_map(|(node, trouble)| Turn::Trouble(node, trouble)),
    ]
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

struct Player {
    node: Arc<Node>,
    wire: Arc<Wire>,
    keeper: Option<Task>,
}

/// Plays a schedule. Returns whether somebody was served what was over, and how often anybody was served from memory.
fn play(protocol: Protocol, schedule: &[Turn]) -> (bool, usize) {
    let world = Arc::new(World::default());
    world.state().renews_too_late = protocol == Protocol::RenewedTooLate;
    let served: Arc<std::sync::Mutex<(bool, usize)>> = Arc::default();
    let mut players: Vec<Player> = (0..NODES).map(|number| player(number, &world)).collect();
    let mut tasks: Vec<Task> = Vec::new();
    for turn in schedule {
        match *turn {
            Turn::Ask(_) | Turn::Change(_) if tasks.len() == AT_ONCE => go_on(&mut tasks, &mut players, 0),
            Turn::Ask(number) => {
                let (node, wire) = (Arc::clone(&players[number].node), Arc::clone(&players[number].wire));
                let (world, served) = (Arc::clone(&world), Arc::clone(&served));
                tasks.push(Box::pin(async move {
                    let done = world.state().done;
                    if let Some(sign_in) = node.memory.recall(&SESSION, 0) {
                        let mut served = served.lock().unwrap();
                        served.0 |= sign_in.password_version < done;
                        served.1 += 1;
                        return;
                    }
                    let mut read_in = node.memory.begin_to_read();
                    let Ok(row) = wire.read().await else { return };
                    if protocol == Protocol::StampedAfterTheRead {
                        read_in = node.memory.begin_to_read();
                    }
                    node.memory.remember(SESSION, &sign_in(row), read_in);
                }));
            }
            Turn::Change(number) => {
                let (node, wire) = (Arc::clone(&players[number].node), Arc::clone(&players[number].wire));
                let world = Arc::clone(&world);
                tasks.push(Box::pin(async move {
                    let Ok(change) = wire.change().await else { return };
                    let announced = if protocol == Protocol::NobodyWaits {
                        node.memory.apply(&Change::User(USER));
                        wire.publish(&Change::User(USER)).await.map(drop)
                    } else {
                        node.announce(&Change::User(USER)).await
                    };
                    if announced.is_ok() {
                        let mut state = world.state();
                        state.done = state.done.max(change);
                    }
                }));
            }
            Turn::Renew(number) => {
                let player = &mut players[number];
                let node = Arc::clone(&player.node);
                player.keeper.get_or_insert_with(|| Box::pin(async move { drop(node.renew().await) }));
            }
            Turn::GoOn(which) => go_on(&mut tasks, &mut players, which),
            Turn::TimePasses(milliseconds) => world.state().now += Duration::from_millis(milliseconds),
            Turn::Trouble(number, trouble) => *players[number].wire.trouble.lock().unwrap() = trouble,
        }
    }
    *served.lock().unwrap()
}

fn player(number: usize, world: &Arc<World>) -> Player {
    let wire = Arc::new(Wire { world: Arc::clone(world), ..Wire::default() });
    let name = NodeName(number.to_string());
    let memory = Memory::new(4, Arc::<World>::clone(world));
    let node = Node::new(name, Arc::<Wire>::clone(&wire), memory);
    Player { node: Arc::new(node), wire, keeper: None }
}

/// Lets one of those who wait go on: a keeper, or whoever asks or changes something.
fn go_on(tasks: &mut Vec<Task>, players: &mut [Player], which: usize) {
    let mut context = Context::from_waker(Waker::noop());
    let which = which % (tasks.len() + players.len());
    if let Some(player) = players.get_mut(which) {
        if player.keeper.as_mut().is_some_and(|keeper| keeper.as_mut().poll(&mut context).is_ready()) {
            player.keeper = None;
        }
    } else if tasks[which - players.len()].as_mut().poll(&mut context).is_ready() {
        drop(tasks.remove(which - players.len()));
    }
}

fn sign_in(row: i64) -> SignIn {
    let user = User {
        id: USER,
        name: "Alice".parse().unwrap(),
        email: "alice@example.test".parse().unwrap(),
        role: Role::User,
    };
    SignIn {
        user,
        sandbox: domain::SandboxId::default(),
        password_version: row,
        device: String::new(),
        provider_session: None,
        created_at: 0,
        last_seen_at: 0,
    }
}

/// The first schedule that is found, of so many, by which somebody is served what was over.
fn search(protocol: Protocol) -> Option<Vec<Turn>> {
    let config =
        Config { cases: SCHEDULES, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let schedules = proptest::collection::vec(turn(), 150..300);
    match runner.run(&schedules, |schedule| {
        let (stale, _) = play(protocol, &schedule);
        prop_assert!(!stale);
        Ok(())
    }) {
        Ok(()) => None,
        Err(TestError::Fail(_, schedule)) => Some(schedule),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

#[test]
fn nobody_is_served_what_was_over_when_they_asked() {
    assert_eq!(search(Protocol::Whole).map(|found| format!("{found:#?}")), None);
}

#[test]
fn without_the_generation_of_the_read_an_ended_session_comes_back() {
    assert!(search(Protocol::StampedAfterTheRead).is_some());
}

#[test]
fn without_the_wait_another_node_serves_what_has_ended() {
    assert!(search(Protocol::NobodyWaits).is_some());
}

#[test]
fn without_joining_anew_a_node_serves_what_ended_while_it_was_away() {
    assert!(search(Protocol::RenewedTooLate).is_some());
}

// The model is no proof if nobody in it is ever served from memory, or no change ever comes to its end.
#[test]
fn once_the_wires_are_whole_everything_comes_to_its_end() {
    let (served, world) = settle();
    assert!(served > 0);
    assert_eq!(world.state().done, 1);
}

/// Everybody joins and reads; one changes the row, another has died; in the end everybody is served from memory again.
fn settle() -> (usize, Arc<World>) {
    let world = Arc::new(World::default());
    let players: Vec<Player> = (0..3).map(|number| player(number, &world)).collect();
    let mut context = Context::from_waker(Waker::noop());
    for player in &players {
        finish(player.node.renew(), &mut context).unwrap();
    }
    *players[2].wire.trouble.lock().unwrap() = Trouble::Cut;
    finish(players[0].wire.change(), &mut context).unwrap();
    let mut announced = Box::pin(players[0].node.announce(&Change::User(USER)));
    let mut rounds = 0;
    while announced.as_mut().poll(&mut context).is_pending() {
        // The second hears of it; the third does not, and is waited for until its lease has run out.
        finish(players[1].node.renew(), &mut context).unwrap();
        finish(players[0].node.renew(), &mut context).unwrap();
        world.state().now += Duration::from_millis(10);
        rounds += 1;
    }
    assert!((90..130).contains(&rounds), "a lease is a second: {rounds}");
    world.state().done = 1;
    let mut served = 0;
    for player in &players[..2] {
        let read_in = player.node.memory.begin_to_read();
        let row = finish(player.wire.read(), &mut context).unwrap();
        player.node.memory.remember(SESSION, &sign_in(row), read_in);
        served += usize::from(player.node.memory.recall(&SESSION, 0).is_some());
    }
    (served, world)
}

fn finish<T>(work: impl Future<Output = T>, context: &mut Context<'_>) -> T {
    let mut work = Box::pin(work);
    loop {
        if let std::task::Poll::Ready(done) = work.as_mut().poll(context) {
            return done;
        }
    }
}
