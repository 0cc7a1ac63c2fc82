//! `/fn/…`: the server functions behind the forms, called as a form without scripts and as the wasm would.

use axum::body::Body;
use axum::http::{Request, header};

use crate::browser::{ALICE, Answer, Browser};
use crate::house::TestHouse;

const SIGN_IN: &str = "email=alice%40example.test&password=alice-through-the-glass";

/// As a browser posts a form without scripts.
async fn submit(browser: &mut Browser, path: &str, form: &str, page: &str) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "text/html,application/xhtml+xml")
        .header(header::REFERER, format!("http://localhost:3000{page}"))
        .header(header::ORIGIN, "http://localhost:3000")
        .header("sec-fetch-site", "same-origin");
    browser.send(request.body(form.to_owned().into()).unwrap()).await
}

#[tokio::test]
async fn a_form_signs_in_and_comes_back_to_its_page() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let answer = submit(&mut browser, "/fn/session/log_in", SIGN_IN, "/compare").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "http://localhost:3000/compare"));
    let cookie = answer.set_session().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Secure"), "{cookie}");
    let page = browser.get("/compare").await;
    assert!(page.status == 200 && page.text.contains("Alice Liddell"), "the first paint shows the name");
}

#[tokio::test]
async fn a_refusal_comes_back_with_the_page() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let form = "email=alice%40example.test&password=wrong";
    let answer = submit(&mut browser, "/fn/session/log_in", form, "/account").await;
    assert_eq!(answer.status, 302);
    let location = answer.header("location").strip_prefix("http://localhost:3000").unwrap().to_owned();
    let page = browser.get(&location).await;
    assert!(page.text.contains("Invalid credentials"), "{location}");
    assert_eq!(browser.session_cookie(), None);
}

#[tokio::test]
async fn the_wasm_gets_the_status_and_the_reason() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let answer = browser.post_form("/fn/session/log_in", "email=alice%40example.test&password=wrong").await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (401, "\"InvalidCredentials\""));
    for _ in 0..5 {
        browser.post_form("/fn/session/log_in", "email=alice%40example.test&password=wrong").await;
    }
    let answer = browser.post_form("/fn/session/log_in", SIGN_IN).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
    house.clock.advance(60);
    assert_eq!(browser.post_form("/fn/session/log_in", SIGN_IN).await.status, 200);
    assert_eq!(browser.get("/fn/session/current_user").await.status, 200);
}

#[tokio::test]
async fn changing_the_name() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let answer = browser.post_form("/fn/session/change_name", "name=").await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (422, r#"{"Name":"Empty"}"#));
    let answer = browser.post_form("/fn/session/change_name", "name=A+%3Cb%3E").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["name"]), (200, &"A <b>".into()));

    let answer = submit(&mut browser, "/fn/session/change_name", "name=Mad+Hatter", "/account").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/account?done=name"));
    let page = browser.get("/account?done=name").await;
    assert!(page.text.contains("Mad Hatter") && page.text.contains("Your name is changed."));

    let answer = submit(&mut browser, "/fn/session/change_name", "name=", "/account").await;
    let location = answer.header("location").strip_prefix("http://localhost:3000").unwrap().to_owned();
    let page = browser.get(&location).await;
    assert!(page.text.contains("Enter a name.") && page.text.contains("Mad Hatter"), "{location}");
}

// Changing the password asks for the current one and ends every session but this one (ASVS 6.2.3, 7.4.3).
#[tokio::test]
async fn changing_the_password() {
    let house = TestHouse::open().await;
    let (mut here, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    here.log_in(ALICE).await;
    elsewhere.log_in(ALICE).await;
    let before = here.session_cookie().unwrap();

    let wrong = "current=wrong&new=a+new+one+of+mine";
    assert_eq!(here.post_form("/fn/session/change_password", wrong).await.status, 403);
    let common = "current=alice-through-the-glass&new=password1";
    assert_eq!(here.post_form("/fn/session/change_password", common).await.status, 422);
    assert_eq!(elsewhere.profile().await.status, 200, "nothing has happened yet");

    let right = "current=alice-through-the-glass&new=a+new+one+of+mine";
    let answer = here.post_form("/fn/session/change_password", right).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(here.profile().await.status, 200);
    assert_ne!(here.session_cookie().unwrap(), before); // ASVS 7.2.4
    here.with_session(&before).profile().await.refused(401);
    elsewhere.profile().await.refused(401);
    elsewhere.log_in(ALICE).await.refused(401);
    assert_eq!(elsewhere.log_in((ALICE.0, "a new one of mine")).await.status, 200);
}

#[tokio::test]
async fn bad_calls_get_a_4xx_as_json() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for path in [
        "/fn/session/log_in",
        "/fn/session/change_name",
        "/fn/session/change_password",
        "/fn/accounts/sign_up",
        "/fn/session/end_device",
    ] {
        let answer = browser.post_form(path, "nonsense=1").await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.text);
        let text_plain = Request::post(path).header(header::CONTENT_TYPE, "text/plain");
        browser.send(text_plain.body(Body::from(SIGN_IN)).unwrap()).await.refused(415);
        browser.send(Request::post(path).body(Body::from(SIGN_IN)).unwrap()).await.refused(415);
        browser.post_form(path, &format!("email={}", "a".repeat(5_000))).await.refused(413);
    }
    for (path, form) in [
        ("/fn/session/log_out", ""),
        ("/fn/session/end_all_devices", ""),
        ("/fn/session/change_name", "name=Mallory"),
    ] {
        assert_eq!(browser.post_form(path, form).await.status, 401, "{path}");
    }
}
