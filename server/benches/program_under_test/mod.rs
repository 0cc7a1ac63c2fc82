//! The program under test, as a process of its own, and what asks it: plain threads, because a heavier client takes the
//! processor from the server that it measures.

#![allow(dead_code, reason = "each bench needs a part of it")]

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const BETWEEN: Duration = Duration::from_millis(2);
pub(crate) const ALICE: &str = r#"{"email":"alice@example.test","password":"alice-through-the-glass"}"#;

pub(crate) struct Server {
    process: Child,
    pub(crate) port: u16,
}

impl Server {
    /// Starts it over a database. Everything else lies in a folder.
    pub(crate) fn start_over(database: &str, folder: &Path, more: &[&str]) -> Self {
        // A site without files: nobody here asks for one.
        std::fs::create_dir_all(folder.join("pkg")).unwrap();
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let process = Command::new(env!("CARGO_BIN_EXE_two-doors"))
            .args(["--port", &port.to_string(), "--attacker-port", "0"])
            .args(["--idp-port", "0", "--notes-port", "0", "--services-port", "0"])
            .args(["--database", database])
            .arg("--files")
            .arg(folder)
            .args(["--site-root".as_ref(), folder.as_os_str()])
            .args(more)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(20), "the server did not start");
            sleep(Duration::from_millis(50));
        }
        Self { process, port }
    }

    /// Resident memory, in bytes.
    pub(crate) fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
    }

    /// The request that signs Alice in.
    pub(crate) fn sign_in_request(&self) -> String {
        format!(
            "POST /api/session/login HTTP/1.1\r\nHost: localhost:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{ALICE}",
            self.port,
            ALICE.len()
        )
    }

    /// Signs Alice in. Returns the pair of her cookie.
    pub(crate) fn sign_in(&self) -> String {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        connection.write_all(self.sign_in_request().as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        let cookie = answer.split("__Host-session=").nth(1).expect("a session");
        format!("__Host-session={}", cookie.split(';').next().unwrap())
    }

    /// How long each answer with Alice's profile took, in milliseconds, until it is `over`.
    pub(crate) fn ask(&self, cookie: &str, over: impl Fn() -> bool) -> Vec<f64> {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        connection.set_nodelay(true).unwrap();
        let request = format!(
            "GET /api/session/profile/me HTTP/1.1\r\nHost: localhost:{}\r\nCookie: {cookie}\r\n\r\n",
            self.port
        );
        let (mut times, mut answer) = (Vec::new(), [0; 8_192]);
        while !over() {
            let asked = Instant::now();
            connection.write_all(request.as_bytes()).unwrap();
            let mut length = 0;
            while !answer[..length].ends_with(br#""role":"user"}"#) {
                let read = connection.read(&mut answer[length..]).unwrap();
                assert!(read > 0, "{}", String::from_utf8_lossy(&answer[..length]));
                length += read;
            }
            times.push(asked.elapsed().as_secs_f64() * 1e3);
            sleep(BETWEEN);
        }
        times
    }
}

/// Also when a bench fails.
impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Prints the medians and the 99th percentiles. Returns how many times as long the latter is in `meanwhile`.
pub(crate) fn compare(alone: &[f64], meanwhile: &[f64]) -> f64 {
    let [(alone_50, alone_99), (loaded_50, loaded_99)] = [alone, meanwhile].map(percentiles);
    let ratio = loaded_99 / alone_99;
    println!(
        "alone p50 {alone_50:.2} p99 {alone_99:.2} ms; meanwhile p50 {loaded_50:.2} p99 {loaded_99:.2} ms: {ratio:.2} times"
    );
    ratio
}

/// The median and the 99th percentile.
pub(crate) fn percentiles(times: &[f64]) -> (f64, f64) {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 99 / 100])
}
