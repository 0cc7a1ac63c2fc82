//! Without its database Notes says so, and takes no cookie from anybody.

use crate::browser::Browser;
use crate::town::{ALICE, Town};

#[tokio::test]
async fn a_lost_database_is_503_and_never_401() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    town.notes.close().await;
    let profile = browser.profile("default").await;
    let page = browser.get(&town.notes("/default/")).await;
    let written = browser.post(&town.notes("/default/notes"), &[("text", "a")]).await;
    let left = browser.post(&town.notes("/default/sign-out"), &[]).await;
    let begun = browser.post(&town.notes("/default/sign-in"), &[]).await;
    for answer in [profile, page, written, left, begun] {
        assert_eq!(answer.status, 503, "{answer:?}");
        assert!(answer.set_cookies().is_empty(), "{answer:?}");
    }
    assert!(browser.session().is_some());
}
