//! Does a class that signs in hold up everybody else? `/heartbeat` is asked every two milliseconds on one connection: ten
//! seconds alone, and ten seconds while fifty sign-ins at a time arrive on connections of their own. The 99th percentile
//! of the second is to stay within three times that of the first.
//!
//! The program under test is a process of its own; what asks it is two plain threads, because a heavier client takes
//! the processor from the server that it measures.
//!
//! ```text
//! cargo bench -p server --bench heartbeat
//! ```

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

const ROUNDS: usize = 10;
const SIGN_INS: usize = 50;
const LASTS: Duration = Duration::from_secs(10);
const BETWEEN: Duration = Duration::from_millis(2);
const ALICE: &str = r#"{"email":"alice@example.test","password":"alice-through-the-glass"}"#;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    // A site without files: nobody here asks for one.
    std::fs::create_dir(folder.path().join("pkg")).unwrap();
    let (port, attacker_port) = (free_port(), free_port());
    let mut server = start(folder.path(), port, attacker_port);
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let alone = percentiles(port);
        let over = AtomicBool::new(false);
        let (loaded, answered) = scope(|scope| {
            let waves = scope.spawn(|| sign_in_until(port, &over));
            let loaded = percentiles(port);
            over.store(true, Ordering::Relaxed);
            (loaded, waves.join().unwrap())
        });
        let ratio = loaded.1 / alone.1;
        println!(
            "alone p50 {:.2} p99 {:.2} ms; with {} sign-ins ({} of them shed) p50 {:.2} p99 {:.2} ms: {ratio:.2} times",
            alone.0, alone.1, answered.0, answered.1, loaded.0, loaded.1,
        );
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!("median {:.2} times, from {:.2} to {:.2}", ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
    server.kill().unwrap();
    server.wait().unwrap();
}

fn start(folder: &std::path::Path, port: u16, attacker_port: u16) -> Child {
    let server = Command::new(env!("CARGO_BIN_EXE_two-doors"))
        .args(["--port", &port.to_string(), "--attacker-port", &attacker_port.to_string()])
        .args(["--idp-port", "0", "--notes-port", "0", "--services-port", "0"])
        .args(["--database".as_ref(), folder.join("bench.db").as_os_str()])
        .args(["--site-root".as_ref(), folder.as_os_str()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(started.elapsed() < Duration::from_secs(10), "the server did not start");
        sleep(Duration::from_millis(50));
    }
    server
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// The median and the 99th percentile of an answer's time, in milliseconds.
fn percentiles(port: u16) -> (f64, f64) {
    let mut connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
    connection.set_nodelay(true).unwrap();
    let request = format!("GET /heartbeat HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    let (mut times, mut answer, began) = (Vec::new(), [0; 8_192], Instant::now());
    while began.elapsed() < LASTS {
        let asked = Instant::now();
        connection.write_all(request.as_bytes()).unwrap();
        let mut length = 0;
        while !answer[..length].ends_with(br#"{"status":"OK"}"#) {
            length += connection.read(&mut answer[length..]).unwrap();
        }
        times.push(asked.elapsed().as_secs_f64() * 1e3);
        sleep(BETWEEN);
    }
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Sends wave after wave; returns how many were answered, and how many of them with 503.
fn sign_in_until(port: u16, over: &AtomicBool) -> (usize, usize) {
    let request = format!(
        "POST /api/session/login HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{ALICE}",
        ALICE.len()
    );
    let (mut answered, mut shed) = (0, 0);
    while !over.load(Ordering::Relaxed) {
        let wave = [(); SIGN_INS].map(|()| {
            let mut connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
            connection.write_all(request.as_bytes()).unwrap();
            connection
        });
        for mut connection in wave {
            let mut answer = String::new();
            connection.read_to_string(&mut answer).unwrap();
            answered += 1;
            match &answer[..12] {
                "HTTP/1.1 200" => {}
                "HTTP/1.1 503" if answer.to_lowercase().contains("retry-after: ") => shed += 1,
                other => panic!("{other} is neither an answer nor a refusal that says when to come back"),
            }
        }
    }
    (answered, shed)
}
