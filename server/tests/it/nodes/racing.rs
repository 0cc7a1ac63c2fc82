//! Once all devices were ended at one node, none of 100,000 requests at either gets in, with sessions in memory: two houses over one
//! database in one process, for that is quicker. `racing_over_http.rs` does less of it with two programs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};

use authn::cookie_session::{self, SessionRows};
use authn::{DeviceCookies, Visitor};
use domain::UserId;
use store::RedisAddress;
use tower_sessions::Session;
use tower_sessions::session::{Id, Record};

use super::Keep;
use super::databases::Databases;
use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

const ALICES: UserId = UserId(1);
/// Each ends all of Alice's sessions anew, and lets those race who were in.
const ROUNDS: usize = 50;
/// Those that begin after that, in each.
const REQUESTS: u64 = 2_000;
/// Who ask at the same time, half of them at each node.
const RACERS: usize = 8;

/// What became of all of them.
#[derive(Debug, Default)]
struct Counts {
    /// Let in from memory before the end.
    before: [AtomicU64; 2],
    /// Asked after the end.
    after: AtomicU64,
    /// And let in all the same.
    late: AtomicU64,
    /// Somebody whose session goes on, answered from memory.
    control: AtomicU64,
    /// And answered with a question to a database: a lease may run out while the machine is busy.
    control_read: AtomicU64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn with_sessions_in_postgres() {
    none_gets_in(Keep::InPostgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn with_sessions_on_redis() {
    none_gets_in(Keep::OnRedis).await;
}

async fn none_gets_in(keep: Keep) {
    let own = Databases::start(keep);
    let redis = own.redis().map(RedisAddress::from);
    let node = async || TestHouse::open_node(own.database.parse().unwrap(), redis.as_ref()).await;
    let houses = Arc::new([node().await, node().await]);
    let mut admin = Browser::new(&houses[0]);
    admin.log_in(ADMIN).await;
    let mut alice = Browser::new(&houses[0]);
    alice.log_in(ALICE).await;
    let signed_in = houses[0].database.sessions.load(&id(&alice)).await.unwrap().unwrap();
    let (mut raced, mut late, mut control, mut read) = (0, 0, 0, 0);
    for round in 0..ROUNDS {
        let counts = race(&houses, round % 2, (signed_in.clone(), id(&admin))).await;
        raced += counts.after.load(SeqCst);
        late += counts.late.load(SeqCst);
        control += counts.control.load(SeqCst);
        read += counts.control_read.load(SeqCst);
    }
    println!("{keep:?}: {late} of {raced} were let in; who went on: {control} from memory, {read} read");
    assert!(raced >= 100_000);
    assert_eq!(late, 0);
    assert!(control > 1_000 && control > read, "whoever was not signed out: {control}, {read}");
}

/// Alice has signed in once more (without a password, for that takes longest), is remembered by both nodes, and ends all her
/// sessions at one of them.
async fn race(houses: &Arc<[TestHouse; 2]>, node: usize, (mut alice, admin): (Record, Id)) -> Arc<Counts> {
    houses[node].database.sessions.create(&mut alice).await.unwrap();
    let (counts, ended) = (Arc::<Counts>::default(), Arc::<AtomicBool>::default());
    let racers = (0..RACERS).map(|racer| {
        let (houses, counts, ended) = (Arc::clone(houses), Arc::clone(&counts), Arc::clone(&ended));
        let id = alice.id;
        tokio::spawn(async move {
            for time in 0.. {
                if counts.after.load(SeqCst) >= REQUESTS {
                    break;
                }
                if time % 10 == 0 {
                    let (let_in, from_memory) = ask(&houses[racer % 2], admin).await;
                    assert!(let_in);
                    if from_memory { &counts.control } else { &counts.control_read }.fetch_add(1, SeqCst);
                }
                let began_after = ended.load(SeqCst);
                let (let_in, from_memory) = ask(&houses[racer % 2], id).await;
                if began_after {
                    counts.after.fetch_add(1, SeqCst);
                    counts.late.fetch_add(u64::from(let_in), SeqCst);
                } else {
                    counts.before[racer % 2].fetch_add(u64::from(let_in && from_memory), SeqCst);
                }
            }
        })
    });
    let racers: Vec<_> = racers.collect();
    while counts.before.iter().any(|before| before.load(SeqCst) < 20) {
        tokio::task::yield_now().await;
    }
    assert!(houses[node].house.sessions.end_all_sessions(ALICES).await.unwrap() > 0);
    ended.store(true, SeqCst);
    for racer in racers {
        racer.await.unwrap();
    }
    counts
}

/// What a request does. Returns whether it was let in, and whether that asked nobody.
async fn ask(house: &TestHouse, id: Id) -> (bool, bool) {
    let visitor = Visitor {
        sandbox: None,
        address: [127, 0, 0, 1].into(),
        device: "test".to_owned(),
        device_cookies: DeviceCookies::default(),
    };
    let session = Session::new(Some(id), Arc::new(SessionRows(Arc::clone(&house.house.sessions))), None);
    let asked = store::noting_all(cookie_session::current_user(&house.house, &session, &visitor));
    let (answer, noted) = asked.await;
    // What is answered from memory waits for nothing: without this nobody else's task would get a turn.
    tokio::task::yield_now().await;
    (answer.is_ok(), noted.queries.is_empty() && !noted.remembered.is_empty())
}

fn id(browser: &Browser) -> Id {
    browser.session_cookie().unwrap().parse().unwrap()
}
