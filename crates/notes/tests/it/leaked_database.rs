//! Whoever reads the file can neither be somebody nor finish a sign-in, and finds no token of the provider's.

use crate::browser::Browser;
use crate::town::{ALICE, Town};

#[tokio::test]
async fn nothing_in_the_file_opens_anything() {
    let town = Town::open().await;
    let (mut browser, mut leaving) = (Browser::new(&town), Browser::new(&town));
    browser.sign_in("default", ALICE).await;
    leaving.leave_for_provider("default").await;
    let session = browser.session().unwrap().to_owned();
    let attempt = leaving.cookie("notes.localhost", "__Host-notes_sign_in").unwrap().to_owned();
    town.notes.close().await;
    let rows: Vec<u8> = ["notes.db", "notes.db-wal"]
        .into_iter()
        .filter_map(|name| std::fs::read(town.folder.path().join(name)).ok())
        .flatten()
        .collect();
    let holds = |text: &str| rows.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("ready-alice"), "the control: rows are read");
    for secret in [&session, &attempt, "eyJ"] {
        assert!(!holds(secret), "{secret}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = town.folder.path().join("notes.db").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "and only its owner reads it");
    }
}
