//! Signing in through the provider, and every answer that is none.

use crate::browser::{Answer, Browser};
use crate::town::{ADMIN, ALICE, Town};

#[tokio::test]
async fn whoever_the_provider_vouches_for_is_signed_in() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    assert!(browser.open(&town.notes("/default/")).await.text.contains("Sign in with the identity provider"));
    assert_eq!(browser.profile("default").await.status, 401);

    let page = browser.sign_in("default", ALICE).await;
    assert_eq!((page.status.as_u16(), page.url.path()), (200, "/default/"), "{}", page.text);
    let profile = browser.profile("default").await.json();
    assert_eq!((&profile["name"], &profile["subject"]), (&"Alice Liddell".into(), &"ready-alice".into()));
    assert!(profile["email"].is_null(), "the provider has not checked it, and does not stand by it");
    assert_eq!(profile["issuer"], town.idp("/realms/default"));
    assert!(page.text.contains(profile["name"].as_str().unwrap()));

    let begun = browser.seen.iter().find(|answer| answer.set_cookies().len() == 2).unwrap();
    let cookies = begun.set_cookies();
    let session = cookies.iter().find(|cookie| cookie.starts_with("__Host-notes_session=")).unwrap();
    let (_, attributes) = session.split_once("; ").unwrap();
    assert_eq!(attributes, "HttpOnly; SameSite=Lax; Secure; Path=/");
    assert_eq!(browser.session().unwrap().len(), 43);
    assert_eq!(browser.cookie("notes.localhost", "__Host-notes_sign_in"), None, "the attempt's is gone");
}

#[tokio::test]
async fn the_question_has_everything_that_the_best_practice_asks_for() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let left = browser.post(&town.notes("/default/sign-in"), &[]).await;
    assert_eq!(left.status, 303);
    assert!(left.header("location").starts_with(&town.idp("/realms/default/authorize?")));
    for (name, value) in [
        ("client_id", "notes"),
        ("response_type", "code"),
        ("code_challenge_method", "S256"),
        ("redirect_uri", &town.notes("/sign-in/callback")),
        ("scope", "openid email profile"),
    ] {
        assert_eq!(left.sent(name).as_deref(), Some(value));
    }
    for unguessable in ["state", "nonce", "code_challenge"] {
        assert_eq!(left.sent(unguessable).unwrap().len(), 43, "{unguessable}");
    }
    let [cookie] = left.set_cookies()[..] else { panic!("{left:?}") };
    assert!(cookie.starts_with("__Host-notes_sign_in="));
    assert!(cookie.ends_with("; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=600"), "{cookie}");
}

#[tokio::test]
async fn no_token_ever_reaches_the_browser() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    browser.open(&town.notes("/default/")).await;
    // What would be seen if there were one: a JWT begins like this, and the others have these names.
    for answer in &browser.seen {
        let said = format!("{:?} {}", answer.headers, answer.text);
        for trace in ["eyJ", "access_token", "refresh_token", "id_token"] {
            assert!(!said.contains(trace), "{trace}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn whoever_is_signed_in_at_the_provider_is_asked_nothing() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    let answer = browser.post(&town.notes("/default/sign-out"), &[]).await;
    assert!(browser.follow(answer).await.text.contains("Sign in with the identity provider"));
    assert_eq!(browser.profile("default").await.status, 401);

    let from = browser.seen.len();
    let page = browser.leave_for_provider("default").await;
    assert_eq!(page.url.path(), "/default/");
    assert_eq!(browser.profile("default").await.status, 200);
    let statuses: Vec<_> = browser.seen[from..].iter().map(|answer| answer.status.as_u16()).collect();
    // To the provider, back with a code, to the notebook, and the profile: no page of the provider's.
    assert_eq!(statuses, [303, 303, 303, 200, 200]);
}

#[tokio::test]
async fn each_sandbox_is_asked_for_itself() {
    let town = Town::open().await;
    let other = "a-sandbox-of-its-own-0";
    town.idp.ensure_realm(&other.parse().unwrap()).await.unwrap();
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    assert_eq!(browser.profile(other).await.status, 401, "a session is of one sandbox");
    let form = browser.leave_for_provider(other).await;
    assert!(form.text.contains("name=\"password\""), "another realm, another session");
    let answer = browser.fill_in(&form, ADMIN).await;
    browser.follow(answer).await;
    assert_eq!(browser.profile(other).await.json()["subject"], "ready-admin");
}

#[tokio::test]
async fn a_sandbox_that_the_provider_does_not_know_is_said_in_words() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let answer = browser.post(&town.notes("/nobody-has-made-it-yet/sign-in"), &[]).await;
    refused(&browser, &answer, 404);
    assert!(answer.text.contains("does not know this sandbox yet"));
    assert_eq!(browser.get(&town.notes("/no-sandbox/")).await.status, 404);
}

/// A browser that is on its way back, and where to.
async fn on_the_way_back(browser: &mut Browser<'_>) -> String {
    let form = browser.leave_for_provider("default").await;
    browser.fill_in(&form, ALICE).await.header("location").to_owned()
}

fn refused(browser: &Browser<'_>, answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert!(answer.text.contains("role=\"alert\""), "in words");
    assert!(answer.text.contains("href=\"/"), "with a way back");
    assert_eq!(browser.session(), None);
}

#[tokio::test]
async fn the_control_an_answer_to_this_browser_is_taken() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let back = on_the_way_back(&mut browser).await;
    assert_eq!(browser.get(&back).await.status, 303);
    assert!(browser.session().is_some());
}

#[tokio::test]
async fn an_answer_of_another_state_is_refused() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let back = on_the_way_back(&mut browser).await;
    let (before, after) = back.split_once("state=").unwrap();
    let answer = browser.get(&format!("{before}state=x{after}")).await;
    refused(&browser, &answer, 400);
    let answer = browser.get(&back).await;
    refused(&browser, &answer, 400);
}

#[tokio::test]
async fn an_answer_in_another_browser_is_refused() {
    let town = Town::open().await;
    let mut attacker = Browser::new(&town);
    let back = on_the_way_back(&mut attacker).await;
    let mut victim = Browser::new(&town);
    let answer = victim.get(&back).await;
    refused(&victim, &answer, 400);
    // Even in the middle of a sign-in of the victim's own.
    victim.leave_for_provider("default").await;
    let answer = victim.get(&back).await;
    refused(&victim, &answer, 400);
}

#[tokio::test]
async fn an_answer_works_once() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let back = on_the_way_back(&mut browser).await;
    let mut copy = browser.copy();
    browser.get(&back).await;
    let answer = copy.get(&back).await;
    refused(&copy, &answer, 400);
}

#[tokio::test]
async fn an_attempt_is_over_after_ten_minutes() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.leave_for_provider("default").await;
    town.clock.advance(601);
    let form = browser.leave_for_provider("default").await;
    let mut stale = browser.copy();
    let back = browser.fill_in(&form, ALICE).await.header("location").to_owned();
    town.clock.advance(600);
    let answer = stale.get(&back).await;
    refused(&stale, &answer, 400);
}

#[tokio::test]
async fn an_answer_of_another_issuer_is_refused() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let back = on_the_way_back(&mut browser).await;
    let (answer, _) = back.split_once("&iss=").unwrap();
    let answer = browser.get(&format!("{answer}&iss=http%3A%2F%2Fidp.localhost%2Frealms%2Fother")).await;
    refused(&browser, &answer, 400);
}

#[tokio::test]
async fn somebody_who_said_no_is_told_so() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let left = browser.post(&town.notes("/default/sign-in"), &[]).await;
    let (state, issuer) = (left.sent("state").unwrap(), town.idp("/realms/default"));
    let query = [("error", "access_denied"), ("state", &state), ("iss", &issuer)];
    let query = serde_urlencoded::to_string(query).unwrap();
    let answer = browser.get(&town.notes(&format!("/sign-in/callback?{query}"))).await;
    refused(&browser, &answer, 403);
}

#[tokio::test]
async fn nothing_begins_by_a_link_or_from_another_site() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let answer = browser.get(&town.notes("/default/sign-in")).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/default/"));
    assert!(answer.set_cookies().is_empty());
    let url = town.notes("/default/sign-in").parse().unwrap();
    let answer = browser.send(reqwest::Method::POST, &url, ("cross-site", Some(&[]))).await;
    assert_eq!(answer.status, 403);
    assert!(answer.set_cookies().is_empty());
}
