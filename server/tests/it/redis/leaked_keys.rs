//! Whoever gets hold of what Redis keeps gets in nowhere, and learns no name: no id, no password and no address is in it.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::HouseOnRedis;
use crate::browser::{ALICE, Browser};

/// Every byte below a folder. Redis writes down each change with its keys and values before it answers.
fn read_all(folder: &Path, bytes: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { read_all(&path, bytes) } else { bytes.extend(std::fs::read(path).unwrap()) }
    }
}

fn contains(written: &[u8], needle: &[u8]) -> bool {
    written.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test]
async fn what_redis_keeps_opens_no_door_and_names_nobody() {
    let HouseOnRedis { house, redis: _redis, folder } = HouseOnRedis::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in((ALICE.0, "a wrong password")).await.refused(401);
    browser.log_in(ALICE).await;
    let pair = browser.log_in_jwt(ALICE).await.json();
    house.clock.advance(60);
    assert_eq!(browser.profile().await.status, 200);
    let session = browser.session_cookie().unwrap();
    let id = URL_SAFE_NO_PAD.decode(&session).unwrap();
    let device = browser.cookie("__Host-device").unwrap();

    let mut written = Vec::new();
    read_all(folder.path(), &mut written);
    // The positive control: the search finds what is there.
    let hash = format!("{:x}", Sha256::digest(&id));
    assert!(contains(&written, hash.as_bytes()), "the hash of the id is what is kept");
    assert!(contains(&written, b"failures"), "and the failed attempt");

    for (name, secret) in [
        ("the session id", session.as_bytes()),
        ("the session id's bytes", &id),
        ("the device cookie", device.as_bytes()),
        ("the password", ALICE.1.as_bytes()),
        ("a wrong password", b"a wrong password"),
        ("the refresh token", pair["refresh_token"].as_str().unwrap().as_bytes()),
        ("the access token", pair["access_token"].as_str().unwrap().as_bytes()),
        ("the address", ALICE.0.as_bytes()),
        ("the name", b"Alice Liddell"),
        ("where it came from", b"127.0.0.1"),
    ] {
        assert!(!contains(&written, secret), "{name} is on Redis");
    }
}
