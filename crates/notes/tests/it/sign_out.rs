//! Signing out here, and everywhere.

use crate::browser::Browser;
use crate::town::{ALICE, Town};

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    let mut copy = browser.copy();
    assert_eq!(copy.profile("default").await.status, 200, "the control");
    let answer = browser.post(&town.notes("/default/sign-out"), &[]).await;
    assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    assert_eq!(browser.session(), None);
    assert_eq!(copy.profile("default").await.status, 401, "a copy of the cookie opens nothing");
}

#[tokio::test]
async fn signing_out_everywhere_ends_both_sessions() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    let mut copy = browser.copy();

    let left = browser.post(&town.notes("/default/sign-out-everywhere"), &[]).await;
    assert!(left.header("location").starts_with(&town.idp("/realms/default/logout?")), "{left:?}");
    assert_eq!(left.sent("client_id").as_deref(), Some("notes"));
    assert_eq!(left.sent("id_token_hint"), None, "no ID token reaches a browser");
    assert_eq!(browser.session(), None, "here it is done already");
    assert_eq!(copy.profile("default").await.status, 401);

    let question = browser.follow(left).await;
    let confirmed = browser.confirm(&question).await;
    let page = browser.follow(confirmed).await;
    assert_eq!((page.url.path(), page.status.as_u16()), ("/signed-out", 200));
    assert!(page.text.contains("action=\"/default/sign-in\""), "and a way back in");
    let form = copy.leave_for_provider("default").await;
    assert!(form.text.contains("name=\"password\""), "the provider's session is gone, with its copies");
}

#[tokio::test]
async fn nobody_is_signed_out_from_another_site() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    for path in ["/default/sign-out", "/default/sign-out-everywhere"] {
        let url = town.notes(path).parse().unwrap();
        for site in ["cross-site", "same-site"] {
            let answer = browser.send(reqwest::Method::POST, &url, (site, Some(&[]))).await;
            assert_eq!(answer.status, 403, "{path} {site}");
        }
    }
    assert_eq!(browser.profile("default").await.status, 200);
}

#[tokio::test]
async fn the_page_after_it_does_not_lie_to_somebody_who_is_signed_in() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    let answer = browser.get(&town.notes("/signed-out?state=default")).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/default/"));
    let mut stranger = Browser::new(&town);
    for query in ["", "?state=default", "?state=%2F%2Fevil.example"] {
        let answer = stranger.get(&town.notes(&format!("/signed-out{query}"))).await;
        assert!(answer.text.contains("action=\"/default/sign-in\""), "{query}");
    }
}
