//! Whoever gets hold of the file gets in nowhere: no id, no password and no token is in it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::browser::{ALICE, Browser};
use crate::house::{SECRET, TestHouse};

fn contains(file: &[u8], needle: &[u8]) -> bool {
    file.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test]
async fn the_file_opens_no_door() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let pair = browser.log_in_jwt(ALICE).await.json();
    let session = browser.session_cookie().unwrap();
    let id = URL_SAFE_NO_PAD.decode(&session).unwrap();
    let device = browser.cookie("__Host-device").unwrap();

    let mut leaked = Vec::new();
    for entry in std::fs::read_dir(house.folder.path()).unwrap() {
        leaked.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    // The positive control: the search finds what is there.
    assert!(contains(&leaked, ALICE.0.as_bytes()));
    assert!(contains(&leaked, &Sha256::digest(&id)), "the hash of the id is what is kept");

    let refresh_token = pair["refresh_token"].as_str().unwrap();
    let access_token = pair["access_token"].as_str().unwrap();
    for (name, secret) in [
        ("the session id", session.as_bytes()),
        ("the session id's bytes", &id),
        ("the device cookie", device.as_bytes()),
        ("the password", ALICE.1.as_bytes()),
        ("the refresh token", refresh_token.as_bytes()),
        ("the access token", access_token.as_bytes()),
        ("the signing key", &SECRET),
    ] {
        assert!(!contains(&leaked, secret), "{name} is in the file");
    }
}
