//! Signing in through the lab's own identity provider, which really listens: with nothing configured, in every sandbox.

use serde_json::json;

use crate::browser::{ADMIN, ALICE, Browser};
use crate::town::{Town, leads_to};

const DISCOVERY: &str = ".well-known/openid-configuration";

/// A browser in a sandbox of its own, and the sandbox's name.
async fn in_own_sandbox(town: &Town) -> (Browser, String) {
    let mut browser = town.browser();
    let made = browser.post("/api/lab/sandboxes", &json!({})).await;
    (browser, made.json()["sandbox"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn whoever_is_alice_there_is_alice_here() {
    let town = Town::open().await;
    for account in [ALICE, ADMIN] {
        let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
        app.log_in(account).await;
        let by_password = app.profile().await.json();
        app.cookies.clear();

        let answer = town.sign_in(&mut app, &mut idp, account).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/account"), "{}", answer.text);
        assert_eq!(app.profile().await.json(), by_password);
        assert_eq!(app.cookie("__Host-idp_session"), None, "the provider's cookie is for the provider");
    }
}

#[tokio::test]
async fn its_button_is_the_first_and_nothing_was_set_up_for_it() {
    let town = Town::open().await;
    let button = "Continue with the lab’s identity provider";
    for page in ["/account", "/compare"] {
        let text = town.browser().get(page).await.text;
        assert!(text.contains(button) && text.contains("action=\"/sign-in/idp\""), "{page}: {text}");
    }
}

#[tokio::test]
async fn the_realm_of_a_sandbox_is_made_when_somebody_goes_there() {
    let town = Town::open().await;
    let (mut app, sandbox) = in_own_sandbox(&town).await;
    let mut idp = town.browser_at_provider();
    let discovery = format!("/realms/{sandbox}/{DISCOVERY}");
    assert_eq!(idp.get(&discovery).await.status, 404);
    assert_eq!(town.sign_in(&mut app, &mut idp, ALICE).await.status, 303);
    assert_eq!(idp.get(&discovery).await.status, 200);
    let own = app.profile().await.json()["id"].clone();

    let mut elsewhere = town.browser();
    town.sign_in(&mut elsewhere, &mut town.browser_at_provider(), ALICE).await;
    assert_ne!(elsewhere.profile().await.json()["id"], own, "each sandbox has an Alice of its own");
}

// The password there is Alice's own; here it was changed, which changes nothing there. But she no longer wants that way in.
#[tokio::test]
async fn whoever_has_unlinked_it_stays_unlinked_until_the_sandbox_begins_anew() {
    let town = Town::open().await;
    let (mut app, sandbox) = in_own_sandbox(&town).await;
    let mut idp = town.browser_at_provider();
    app.log_in(ALICE).await;
    let form = [
        ("issuer", format!("{}/realms/{sandbox}", town.idp_origin)),
        ("subject", "ready-alice".to_owned()),
        ("password", ALICE.1.to_owned()),
    ];
    let unlinked =
        app.post_form("/account/identities/unlink", &serde_urlencoded::to_string(form).unwrap()).await;
    assert_eq!(unlinked.header("location"), "/account?done=unlinked", "{}", unlinked.text);
    app.post_form("/fn/session/log_out", "").await;
    for _ in 0..2 {
        // It does not vouch for her address, so it cannot make another account for her either.
        let refused = town.sign_in(&mut app, &mut idp, ALICE).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("link the provider on your account page"), "{}", refused.text);
        app.profile().await.refused(401);
    }
    assert_eq!(app.post_form("/fn/lab/reset_sandbox", "").await.status, 200);
    assert_eq!(town.sign_in(&mut app, &mut idp, ALICE).await.status, 303);
}

#[tokio::test]
async fn a_sandbox_that_begins_anew_does_so_at_the_provider_too() {
    let town = Town::open().await;
    let (mut app, sandbox) = in_own_sandbox(&town).await;
    let mut idp = town.browser_at_provider();
    let bob = ("bob@example.test", "builds his own houses");
    assert_eq!(town.sign_in(&mut app, &mut idp, ALICE).await.status, 303, "the realm is there");
    let realm = sandbox.parse().unwrap();
    let password = domain::NewPassword::parse(domain::Password::new(bob.1.to_owned())).unwrap();
    let email = bob.0.parse().unwrap();
    assert!(town.provider.add_user(&realm, &email, &"Bob".parse().unwrap(), &password).await.unwrap());
    let question = leads_to(&app.post_form("/sign-in/idp", "").await);
    let question = question.strip_prefix(&town.idp_origin.to_string()).unwrap();
    assert_eq!(idp.get(question).await.status, 303, "the control: Alice is signed in there");
    assert_eq!(town.sign_in(&mut town.browser(), &mut town.browser_at_provider(), ALICE).await.status, 303);

    assert_eq!(app.post_form("/fn/lab/reset_sandbox", "").await.status, 200);
    assert_eq!(idp.get(question).await.status, 200, "nobody is signed in there: a form");
    assert!(
        town.provider.add_user(&realm, &email, &"Bob".parse().unwrap(), &password).await.unwrap(),
        "he is gone"
    );
    let (mut other, mut other_idp) = (town.browser(), town.browser_at_provider());
    assert_eq!(town.sign_in(&mut other, &mut other_idp, ALICE).await.status, 303, "no other sandbox notices");
}

#[tokio::test]
async fn a_provider_that_is_down_is_a_clear_page_and_nothing_is_half_done() {
    let mut town = Town::open().await;
    let (mut app, _) = in_own_sandbox(&town).await;
    app.log_in(ALICE).await;
    town.kill_provider().await;
    let cookies = app.cookies.clone();
    for (path, form) in
        [("/sign-in/idp", String::new()), ("/account/providers/idp/link", format!("password={}", ALICE.1))]
    {
        let answer = app.post_form(path, &form).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "60"), "{path}");
        assert!(answer.text.contains("does not answer"), "{path}: in words");
    }
    assert_eq!(app.post_form("/fn/lab/reset_sandbox", "").await.status, 503);
    assert_eq!(app.cookies, cookies);
    assert_eq!(app.profile().await.status, 200, "nothing was forgotten");
    town.start_provider();
    assert_eq!(app.post_form("/sign-in/idp", "").await.status, 200, "the next try works");
}

// The browser is on its way back, with a good code, when the provider dies.
#[tokio::test]
async fn a_provider_that_dies_in_the_middle_leaves_no_half_session_and_the_next_try_works() {
    let mut town = Town::open().await;
    let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
    let answer = town.up_to_the_answer(&mut app, &mut idp, ALICE).await;
    town.kill_provider().await;
    let refused = app.get(&answer).await;
    assert_eq!((refused.status.as_u16(), refused.set_session()), (503, None), "{}", refused.text);
    assert!(refused.text.contains("does not answer"), "in words");
    assert_eq!(app.cookie("__Host-sign-in"), None, "the attempt is over");
    app.profile().await.refused(401);

    town.start_provider();
    assert_eq!(app.get(&answer).await.status, 400, "its answer is not used later either");
    assert_eq!(town.sign_in(&mut app, &mut idp, ALICE).await.status, 303);
    assert_eq!(app.profile().await.json()["email"], ALICE.0);
}
