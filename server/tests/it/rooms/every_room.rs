//! What all rooms have in common with the session door.

use axum::http::{Method, Request};
use serde_json::json;

use super::room::{ALL, NAIVE_SESSION, own_sandbox};
use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

#[tokio::test]
async fn sign_in_profile_and_out() {
    let house = TestHouse::open().await;
    for room in ALL {
        let mut browser = Browser::new(&house);
        room.profile(&mut browser).await.refused(401);
        let answer = room.log_in(&mut browser, ALICE).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "message": "User logged in" })));
        let value = browser.cookie(room.cookie).unwrap();
        let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax";
        assert_eq!(answer.set_cookies(), [format!("{}={value}; {attributes}", room.cookie)]);

        let profile = room.profile(&mut browser).await;
        let alice =
            json!({ "id": 1, "name": "Alice Liddell", "email": "alice@example.test", "role": "user" });
        assert_eq!((profile.status.as_u16(), profile.json()), (200, alice));
        assert_eq!(profile.header("cache-control"), "no-store");

        let answer = room.log_out(&mut browser).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "message": "Logged out" })));
        assert_eq!(answer.set_cookies(), [format!("{}=; {attributes}; Max-Age=0", room.cookie)]);
        room.profile(&mut browser).await.refused(401);
        assert_eq!(room.log_out(&mut browser).await.status, 200, "there is nothing left to forget");
    }
}

#[tokio::test]
async fn a_refusal_is_the_doors() {
    let house = TestHouse::open().await;
    for room in ALL {
        let mut browser = Browser::new(&house);
        own_sandbox(&mut browser).await;
        for who in [(ALICE.0, "wrong"), ("nobody@example.test", "wrong"), ("no address", "wrong")] {
            let answer = room.log_in(&mut browser, who).await;
            assert_eq!(answer.refused(401).json(), json!({ "message": "Invalid credentials" }));
            assert!(answer.set_cookies().is_empty());
        }
        browser.post(&room.path("login"), &json!({ "email": ALICE.0 })).await.refused(400);
        browser.post_form(&room.path("login"), "email=a&password=b").await.refused(415);
        let long = json!({ "email": ALICE.0, "password": "a".repeat(5_000) });
        browser.post(&room.path("login"), &long).await.refused(413);
        browser.call(Method::GET, &room.path("logout")).await.refused(405);
        browser.get(&room.path("nothing")).await.refused(404);
    }
}

// The doors and the rooms count as one: a room is no way around the throttle.
#[tokio::test]
async fn guesses_in_a_room_are_counted_with_those_at_the_doors() {
    let house = TestHouse::open().await;
    for room in ALL {
        let mut browser = Browser::new(&house);
        own_sandbox(&mut browser).await;
        let mut guesses = 0;
        while room.log_in(&mut browser, (ALICE.0, "wrong")).await.status == 401 {
            guesses += 1;
            assert!(guesses < 100, "no guess was refused");
        }
        assert!(!room.log_in(&mut browser, ALICE).await.refused(429).header("retry-after").is_empty());
        browser.log_in(ALICE).await.refused(429);
    }
}

#[tokio::test]
async fn a_credential_is_refused_in_another_sandbox() {
    let house = TestHouse::open().await;
    for room in ALL {
        let (mut here, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
        own_sandbox(&mut here).await;
        own_sandbox(&mut elsewhere).await;
        let value = room.signed_in(&mut here, ALICE).await;
        elsewhere.cookies.push((room.cookie.to_owned(), value.clone()));
        room.profile(&mut elsewhere).await.refused(401);
        assert_eq!(room.log_out(&mut elsewhere).await.status, 200);
        assert_eq!(room.profile(&mut here).await.status, 200, "a logout elsewhere ends nothing here");
        assert_eq!(room.replay(&house, &value).await.as_deref(), Some(ALICE.0));
    }
}

#[tokio::test]
async fn torn_and_altered_cookies_open_nothing() {
    let house = TestHouse::open().await;
    for room in ALL {
        let value = room.signed_in(&mut Browser::new(&house), ALICE).await;
        assert_eq!(room.replay(&house, &value).await.as_deref(), Some(ALICE.0), "the replay works");
        let half = value.len() / 2;
        let mut altered = vec![
            String::new(),
            ".".to_owned(),
            "..".to_owned(),
            "a.b.c".to_owned(),
            "\"'<>%00".to_owned(),
            "a".repeat(6_000),
            value[..half].to_owned(),
            value[..value.len() - 1].to_owned(),
            value[1..].to_owned(),
            format!("{value}A"),
            format!("{value}."),
            format!(".{value}"),
        ];
        for place in [0, half, value.len() - 1] {
            let other = if &value[place..=place] == "A" { "B" } else { "A" };
            let mut changed = value.clone();
            changed.replace_range(place..=place, other);
            altered.push(changed);
        }
        for text in altered {
            assert_eq!(room.replay(&house, &text).await, None, "{}: {text:.80}", room.cookie);
            assert_eq!(room.log_out(&mut room.thief(&house, &text)).await.status, 200);
        }
        let request = Request::get(room.path("profile"));
        let bytes = [room.cookie.as_bytes(), b"=\xff\xfe"].concat();
        let request = request.header("cookie", axum::http::HeaderValue::from_bytes(&bytes).unwrap());
        Browser::new(&house).send(request.body(axum::body::Body::empty()).unwrap()).await.refused(401);
        assert_eq!(room.replay(&house, &value).await.as_deref(), Some(ALICE.0), "the real one still works");
    }
}

// Each credential in each place where another belongs.
#[tokio::test]
async fn no_credential_opens_another_room_or_a_door() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let pair = browser.log_in_jwt(ALICE).await.json();
    let access_token = pair["access_token"].as_str().unwrap();
    let session = browser.session_cookie().unwrap();
    let mut values = vec![("the session", session.clone()), ("the access token", access_token.to_owned())];
    values.push(("the refresh token", pair["refresh_token"].as_str().unwrap().to_owned()));
    for room in ALL {
        values.push((room.cookie, room.signed_in(&mut browser, ALICE).await));
    }

    for (whose, value) in &values {
        for room in ALL {
            let opened = room.replay(&house, value).await;
            assert_eq!(opened.is_some(), *whose == room.cookie, "{whose} at {}", room.cookie);
        }
        let at_session = browser.with_session(value).profile().await;
        assert_eq!(at_session.status == 200, *whose == "the session", "{whose} at the session door");
        let at_jwt = Browser::new(&house).profile_jwt(value).await;
        assert_eq!(at_jwt.status == 200, *whose == "the access token", "{whose} at the token door");
        // Under the name of every cookie at once, as well.
        let mut everywhere = Browser::new(&house);
        everywhere.cookies = ALL.iter().map(|room| (room.cookie.to_owned(), value.clone())).collect();
        everywhere.profile().await.refused(401);
    }
}

#[tokio::test]
async fn a_room_never_weakens_a_door() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for room in ALL {
        assert_eq!(room.log_in(&mut browser, ALICE).await.status, 200);
        assert!(browser.session_cookie().is_none());
        browser.profile().await.refused(401);
    }
}

#[tokio::test]
async fn a_lost_database_lets_nobody_in_and_nobody_out() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for room in ALL {
        room.signed_in(&mut browser, ADMIN).await;
    }
    house.database.close().await;
    for room in ALL {
        room.profile(&mut browser).await.refused(503);
        room.log_in(&mut browser, ADMIN).await.refused(503);
    }
    NAIVE_SESSION.log_out(&mut browser).await.refused(503);
    assert!(browser.cookie(NAIVE_SESSION.cookie).is_some(), "the session lives on, and so does the cookie");
}
