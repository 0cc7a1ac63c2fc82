//! Both servers start, keep what they were given across a stop, and are gone when they are dropped.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, Permissions};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use engines::{Postgres, Redis};

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("two-doors-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    folder
}

fn port(url: &str) -> u16 {
    let address = url.split_once("127.0.0.1:").unwrap().1;
    address.split('/').next().unwrap().parse().unwrap()
}

#[test]
fn postgres_keeps_its_databases_across_a_stop() {
    let folder = folder("postgres");
    let mut postgres = Postgres::start(&folder.join("cluster")).unwrap();
    let url = postgres.new_database("house").unwrap();
    postgres.new_database("house").unwrap_err();
    postgres.stop();
    TcpStream::connect(("127.0.0.1", port(&url))).unwrap_err();
    postgres.start_again().unwrap();
    postgres.new_database("house").unwrap_err();
    drop(postgres);
    TcpStream::connect(("127.0.0.1", port(&url))).unwrap_err();
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn redis_keeps_its_keys_across_a_stop() {
    let folder = folder("redis");
    let mut redis = Redis::start(&folder).unwrap();
    let ask = |question: &[u8], answer: &[u8]| {
        let mut connection = TcpStream::connect(("127.0.0.1", port(&redis.url()))).unwrap();
        connection.write_all(question).unwrap();
        let mut said = vec![0; answer.len()];
        connection.read_exact(&mut said).unwrap();
        assert_eq!(said, answer);
    };
    ask(b"SET door session\r\n", b"+OK\r\n");
    redis.stop();
    TcpStream::connect(("127.0.0.1", port(&redis.url()))).unwrap_err();
    redis.start_again().unwrap();
    let mut connection = TcpStream::connect(("127.0.0.1", port(&redis.url()))).unwrap();
    connection.write_all(b"GET door\r\n").unwrap();
    let mut said = [0; 13];
    connection.read_exact(&mut said).unwrap();
    assert_eq!(&said, b"$7\r\nsession\r\n");
    drop(redis);
    fs::remove_dir_all(folder).unwrap();
}
