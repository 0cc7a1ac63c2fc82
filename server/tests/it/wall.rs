//! `/wall`: the room with a hole, whose switches weaken it and nothing else.

use axum::http::{Request, header};
use serde_json::json;

use crate::browser::Browser;
use crate::house::TestHouse;

const PAYLOAD: &str = "<img src=x onerror=alert(1)>";

async fn post(browser: &mut Browser, text: &str) {
    let form = format!("author=Mallory&text={}", text.replace(' ', "+").replace('=', "%3D"));
    assert_eq!(browser.post_form("/fn/lab/post_on_wall", &form).await.status, 200);
}

async fn switch(browser: &mut Browser, defence: &str, on: bool) {
    let form = format!("defence={defence}&on={on}");
    assert_eq!(browser.post_form("/fn/lab/switch_defence", &form).await.status, 200);
}

#[tokio::test]
async fn a_post_is_html_until_escaping_is_switched_on() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    post(&mut browser, PAYLOAD).await;
    assert!(browser.get("/wall").await.text.contains(PAYLOAD));
    switch(&mut browser, "escaping", true).await;
    let page = browser.get("/wall").await;
    assert!(!page.text.contains(PAYLOAD) && page.text.contains("&lt;img"), "{}", page.text);
    switch(&mut browser, "escaping", false).await;
    assert!(browser.get("/wall").await.text.contains(PAYLOAD));
}

#[tokio::test]
async fn the_careless_policy_is_this_rooms_alone_and_has_a_switch() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let careless = "'unsafe-inline'";
    assert!(browser.get("/wall").await.header("content-security-policy").contains(careless));
    for page in ["/", "/compare", "/account", "/sign-up", "/nothing", "/api/session/profile/me"] {
        let answer = browser.get(page).await;
        assert!(!answer.header("content-security-policy").contains(careless), "{page}");
    }
    switch(&mut browser, "content-security-policy", true).await;
    let policy = browser.get("/wall").await.header("content-security-policy").to_owned();
    assert!(!policy.contains(careless) && policy.contains("require-trusted-types-for"), "{policy}");
}

// A forum's sign-in form stands among what its visitors write. So the doors' own forms do here, for whoever asks.
#[tokio::test]
async fn the_ways_in_are_on_the_same_page_for_whoever_asks_for_them() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    post(&mut browser, PAYLOAD).await;
    let closed = browser.get("/wall").await.text;
    assert!(!closed.contains("type=\"password\"") && closed.contains("/wall?sign-in=doors"), "{closed}");
    for (switched, careless) in [("false", true), ("true", false)] {
        switch(&mut browser, "content-security-policy", switched == "true").await;
        let open = browser.get("/wall?sign-in=doors").await;
        let policy = open.header("content-security-policy").to_owned();
        assert_eq!(policy.contains("'unsafe-inline'"), careless, "{policy}");
        assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
        assert_eq!(open.text.matches("type=\"password\"").count(), 2, "both doors: {}", open.text);
        assert!(open.text.contains(PAYLOAD), "{}", open.text);
    }
}

/// A request of a browser, as it says itself.
async fn from_own_page(browser: &mut Browser, (path, body): (&str, &str), clicked: bool) -> u16 {
    let form = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
    let mut request =
        Request::post(path).header(header::CONTENT_TYPE, form).header("sec-fetch-site", "same-origin");
    if clicked {
        request = request.header("sec-fetch-user", "?1");
    }
    browser.send(request.body(body.to_owned().into()).unwrap()).await.status.as_u16()
}

// A script shares the page's origin and can fetch every form. What it cannot feign is a click.
#[tokio::test]
async fn a_script_throws_no_switch_by_itself() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    switch(&mut browser, "escaping", true).await;
    let run = "experiment=replay-after-logout&defences[]=denylist";
    for asked in [
        ("/fn/lab/switch_defence", "defence=escaping&on=false"),
        ("/fn/lab/run_experiment", run),
        ("/fn/lab/reset_sandbox", ""),
        ("/api/lab/experiments/replay-after-logout/runs", r#"{"door":"cookie_session"}"#),
    ] {
        assert_eq!(from_own_page(&mut browser, asked, false).await, 403, "{asked:?}");
        assert!(browser.get("/wall").await.text.contains("Switch off: Escaping"), "{asked:?}");
    }
    // The positive control: somebody clicks, and the same request is done.
    let asked = ("/fn/lab/switch_defence", "defence=escaping&on=false");
    assert_eq!(from_own_page(&mut browser, asked, true).await, 200);
    assert!(browser.get("/wall").await.text.contains("Switch on: Escaping"));
}

#[tokio::test]
async fn walls_and_switches_are_a_sandboxs_own() {
    let house = TestHouse::open().await;
    let (mut here, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    elsewhere.post("/api/lab/sandboxes", &json!({})).await;
    post(&mut here, PAYLOAD).await;
    switch(&mut here, "escaping", true).await;
    post(&mut elsewhere, "<b>elsewhere</b>").await;
    let (one, other) = (here.get("/wall").await.text, elsewhere.get("/wall").await.text);
    assert!(!one.contains("elsewhere") && !other.contains("onerror"));
    assert!(other.contains("<b>elsewhere</b>"), "its switch is still off");
    assert_eq!(elsewhere.post_form("/fn/lab/clear_wall", "").await.status, 200);
    assert!(!elsewhere.get("/wall").await.text.contains("<b>"));
    assert!(here.get("/wall").await.text.contains("&lt;img"), "its wall is untouched");
}

#[tokio::test]
async fn what_is_no_post_and_no_defence_is_refused() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for (path, form) in [
        ("/fn/lab/post_on_wall", "author=Mallory&text=+".to_owned()),
        ("/fn/lab/post_on_wall", format!("author=Mallory&text={}", "a".repeat(2_001))),
        ("/fn/lab/switch_defence", "defence=the-moat&on=true".to_owned()),
        ("/fn/lab/switch_defence", "defence=escaping&on=perhaps".to_owned()),
    ] {
        assert_eq!(browser.post_form(path, &form).await.status, 400, "{path} {form:.40}");
    }
    assert_eq!(browser.post_form("/fn/lab/post_on_wall", "author=&text=a").await.status, 422);
}
