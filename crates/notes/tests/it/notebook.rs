//! The notes: everybody's own, within limits.

use crate::browser::{Answer, Browser};
use crate::town::{ADMIN, ALICE, Town};

async fn write(town: &Town, browser: &mut Browser<'_>, text: &str) -> Answer {
    browser.post(&town.notes("/default/notes"), &[("text", text)]).await
}

#[tokio::test]
async fn a_note_stays_until_it_is_deleted() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    let kept = write(&town, &mut browser, "milk & <b>eggs</b>\r\nbread").await;
    let page = browser.follow(kept).await;
    assert!(page.text.contains("milk &amp; &lt;b&gt;eggs&lt;/b&gt;\nbread"), "{}", page.text);
    assert!(page.text.contains("datetime=\"2027-01-15T08:00:00Z\""), "{}", page.text);
    // In another session too.
    browser.post(&town.notes("/default/sign-out"), &[]).await;
    let page = browser.leave_for_provider("default").await;
    let (_, rest) = page.text.split_once("/default/notes/").unwrap();
    let (note, _) = rest.split_once("/delete").unwrap();
    let answer = browser.post(&town.notes(&format!("/default/notes/{note}/delete")), &[]).await;
    assert!(!browser.follow(answer).await.text.contains("milk"));
}

#[tokio::test]
async fn nobody_reads_or_deletes_somebody_elses() {
    let town = Town::open().await;
    let (mut alice, mut admin) = (Browser::new(&town), Browser::new(&town));
    alice.sign_in("default", ALICE).await;
    let page = admin.sign_in("default", ADMIN).await;
    assert!(page.text.contains("Nothing yet"));
    write(&town, &mut alice, "hers").await;
    assert!(!admin.open(&town.notes("/default/")).await.text.contains("hers"));
    let answer = admin.post(&town.notes("/default/notes/1/delete"), &[]).await;
    let none = admin.post(&town.notes("/default/notes/2/delete"), &[]).await;
    assert_eq!((answer.status.as_u16(), &answer.text), (404, &none.text), "the same as for none");
    assert_eq!(admin.post(&town.notes("/default/notes/one/delete"), &[]).await.status, 404);
    assert!(alice.open(&town.notes("/default/")).await.text.contains("hers"));
}

#[tokio::test]
async fn limits_are_said_and_what_was_typed_is_kept() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    for text in ["  ".to_owned(), "a".repeat(1001), "bell \u{7}".to_owned()] {
        let answer = write(&town, &mut browser, &text).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("role=\"alert\"") && answer.text.contains(&text));
    }
    assert_eq!(browser.post(&town.notes("/default/notes"), &[]).await.status, 400);
    assert_eq!(write(&town, &mut browser, &"🐇".repeat(1000)).await.status, 303, "of any script");
    for _ in 1..100 {
        assert_eq!(write(&town, &mut browser, "one more").await.status, 303);
    }
    let full = write(&town, &mut browser, "too many").await;
    assert_eq!(full.status, 409);
    assert!(full.text.contains("There is room for 100 notes"));
    assert_eq!(write(&town, &mut browser, &"a".repeat(17_000)).await.status, 413);
}

#[tokio::test]
async fn nothing_is_written_without_a_session_or_from_another_site() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    assert_eq!(write(&town, &mut browser, "mine").await.status, 401);
    browser.sign_in("default", ALICE).await;
    let url = town.notes("/default/notes").parse().unwrap();
    let form: &[(&str, &str)] = &[("text", "theirs")];
    for site in ["cross-site", "same-site"] {
        let answer = browser.send(reqwest::Method::POST, &url, (site, Some(form))).await;
        assert_eq!(answer.status, 403, "{site}");
    }
    assert!(browser.open(&town.notes("/default/")).await.text.contains("Nothing yet"));
}
