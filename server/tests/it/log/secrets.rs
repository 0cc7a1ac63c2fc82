//! A whole walk through each way in, heard as loudly as can be: no line holds what opens anything (ASVS 16.2.5).

use axum::http::Method;
use serde_json::json;

use super::{BOTH, Log, listen};
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;
use crate::town::{Town, leads_to};

#[track_caller]
fn keeps_quiet_about(log: &Log, secrets: &[(&str, &str)]) {
    let text = log.text();
    for (name, secret) in secrets {
        assert!(secret.len() >= 8, "{name}: {secret:?} is no secret");
        let line = text.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{name} is in the log: {line:?}");
    }
}

#[tokio::test]
async fn both_doors() {
    for format in BOTH {
        let house = TestHouse::open().await;
        let (log, _guard) = listen(format);
        let mut browser = Browser::new(&house);
        let wrong = "a secret of the typist";
        browser.log_in((ALICE.0, wrong)).await.refused(401);
        browser.log_in(ALICE).await;
        let (session, device) = (browser.session_cookie().unwrap(), browser.cookie("__Host-device").unwrap());
        let pair = browser.log_in_jwt(ALICE).await.json();
        let text_of = |name: &str| pair[name].as_str().unwrap().to_owned();
        let (access_token, refresh_token) = (text_of("access_token"), text_of("refresh_token"));
        browser.profile_jwt(&access_token).await;
        browser.post("/api/jwt/refresh", &json!({ "refresh_token": refresh_token })).await;
        let new = "a new secret of Alice";
        let form = format!("current={}&new={new}", ALICE.1).replace(' ', "+");
        assert_eq!(browser.post_form("/fn/session/change_password", &form).await.status, 200);
        let new_session = browser.session_cookie().unwrap();
        assert_eq!(browser.with_session(&session).profile().await.status, 401);
        browser.profile().await;
        // Into the wrong field: with nothing that looks like an address, and with something.
        let misplaced = ["correct-horse-battery", "correct@horse-battery"];
        for typed in misplaced {
            browser.log_in((typed, ALICE.0)).await.refused(401);
            browser.log_in_jwt((typed, ALICE.0)).await.refused(401);
        }
        browser.call(Method::POST, "/api/session/logout").await;
        let account = json!({ "email": "bob@example.test", "name": "Bob", "password": wrong });
        browser.post("/api/accounts", &account).await;

        assert!(log.text().contains("session_created"), "the control: it was heard");
        keeps_quiet_about(
            &log,
            &[
                ("a wrong password", wrong),
                ("a password", ALICE.1),
                ("a new password", new),
                ("a password in the wrong field", misplaced[0]),
                ("another one", misplaced[1]),
                ("a session", &session),
                ("a new session", &new_session),
                ("a device cookie", &device),
                ("an access token", &access_token),
                ("a refresh token", &refresh_token),
                ("somebody's address", ALICE.0),
                ("a new address", "bob@example.test"),
            ],
        );
    }
}

#[tokio::test]
async fn through_the_provider() {
    for format in BOTH {
        let town = Town::open().await;
        let (log, _guard) = listen(format);
        let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
        let asked = leads_to(&app.post_form("/sign-in/idp", "").await);
        let challenge = part(&asked, "code_challenge");
        let answer = town.up_to_the_answer(&mut app, &mut idp, ALICE).await;
        let attempt = app.cookie("__Host-sign-in").unwrap();
        let (code, state) = (part(&answer, "code"), part(&answer, "state"));
        assert_eq!(app.get(&answer).await.status, 303);
        let (session, there) = (app.session_cookie().unwrap(), idp.cookie("__Host-idp_session").unwrap());
        assert_eq!(app.get(&answer).await.status, 400, "a code works once");
        town.sign_out_at_provider(&mut idp).await;

        let text = log.text();
        assert!(text.contains("authn_token_created"), "the control: the provider was heard: {text}");
        assert!(text.contains("relying_party"), "the control: so was the app");
        keeps_quiet_about(
            &log,
            &[
                ("a password", ALICE.1),
                ("a code", &code),
                ("a state", &state),
                ("a challenge", &challenge),
                ("the secret of an attempt", &attempt),
                ("a session", &session),
                ("a session of the provider's", &there),
                // The beginning of every JWT: `{"` in base64url.
                ("an ID token", "eyJhbGciOi"),
                ("an ID token that names its type first", "eyJ0eXAiOi"),
            ],
        );
    }
}

fn part(address: &str, name: &str) -> String {
    let (_, query) = address.split_once('?').unwrap();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
    pairs.into_iter().find(|(found, _)| found == name).unwrap_or_else(|| panic!("{name}: {address}")).1
}
