//! Does a flood of sign-ins hold up those who are in, or fill the memory? `GET /api/session/profile/me` is asked every two
//! milliseconds on one connection: ten seconds alone, and ten seconds while sign-ins arrive at twice the rate at which their
//! passwords can be hashed. The 99th percentile of the second is to stay within three times that of the first, and the memory
//! within what the server has when it rests, 19 MiB for each hash at a time, and a tenth.
//!
//! What the server can hash in a second is measured first, by sign-ins one after the other on as many connections as it has
//! permits.
//!
//! ```text
//! cargo bench -p server --bench flood
//! ```

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod program_under_test;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::thread::{available_parallelism, scope, sleep};
use std::time::{Duration, Instant};

use program_under_test::{Server, compare};

const LASTS: Duration = Duration::from_secs(10);
const ONE_HASH: u64 = 19 * 1024 * 1024;
const AT_MOST: f64 = 3.0;

#[derive(Default)]
struct Answered {
    done: AtomicU32,
    shed: AtomicU32,
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("bench.db");
    let server = Server::start_over(&database.to_string_lossy(), folder.path(), &[]);
    let permits = available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1));
    let cookie = server.sign_in();
    let capacity = capacity(&server, permits);
    println!("{permits} hashes at a time, {capacity:.1} sign-ins a second");
    let resting = server.resident();
    let alone = server.ask(&cookie, until(LASTS));
    let (over, most, answered) = (AtomicBool::new(false), AtomicU64::new(0), Answered::default());
    let meanwhile = scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(server.resident(), Ordering::Relaxed);
                sleep(Duration::from_millis(20));
            }
        });
        scope.spawn(|| flood(&server, 2.0 * capacity, &over, &answered));
        let meanwhile = server.ask(&cookie, until(LASTS));
        over.store(true, Ordering::Relaxed);
        meanwhile
    });
    let (done, shed) = (answered.done.into_inner(), answered.shed.into_inner());
    println!("{done} sign-ins done, {shed} shed");
    let ratio = compare(&alone, &meanwhile);
    let (most, bound) = (most.into_inner(), (resting + permits as u64 * ONE_HASH) / 10 * 11);
    println!(
        "resident {} MiB at rest, {} MiB at most; the bound is {} MiB",
        mib(resting),
        mib(most),
        mib(bound)
    );
    drop(server);
    assert!(shed > 0, "the positive control: it was more than the server takes");
    assert!(ratio <= AT_MOST, "the goal is {AT_MOST} times");
    assert!(most <= bound);
}

/// Sign-ins that the server does in a second.
fn capacity(server: &Server, permits: usize) -> f64 {
    let (began, done) = (Instant::now(), AtomicU32::new(0));
    scope(|scope| {
        for _ in 0..permits {
            scope.spawn(|| {
                while began.elapsed() < LASTS / 2 {
                    server.sign_in();
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    f64::from(done.into_inner()) / began.elapsed().as_secs_f64()
}

/// Sends so many sign-ins a second, whether the ones before were answered or not.
fn flood(server: &Server, a_second: f64, over: &AtomicBool, answered: &Answered) {
    let between = Duration::from_secs_f64(1.0 / a_second);
    scope(|scope| {
        let (began, mut sent) = (Instant::now(), 0);
        while !over.load(Ordering::Relaxed) {
            sleep((between * sent).saturating_sub(began.elapsed()));
            sent += 1;
            scope.spawn(|| sign_in(server, answered));
        }
    });
}

fn sign_in(server: &Server, answered: &Answered) {
    let mut connection = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    connection.write_all(server.sign_in_request().as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    match &answer[..12] {
        "HTTP/1.1 200" => answered.done.fetch_add(1, Ordering::Relaxed),
        "HTTP/1.1 503" if answer.to_lowercase().contains("retry-after: ") => {
            answered.shed.fetch_add(1, Ordering::Relaxed)
        }
        other => panic!("{other} is neither an answer nor a refusal that says when to come back"),
    };
}

fn until(lasts: Duration) -> impl Fn() -> bool {
    let began = Instant::now();
    move || began.elapsed() >= lasts
}

const fn mib(bytes: u64) -> u64 {
    bytes / 1024 / 1024
}
