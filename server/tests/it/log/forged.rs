//! A visitor writes into every field there is what would end a line, hide one, or begin another (ASVS 16.4.1).

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request};
use serde_json::json;
use server::LogFormat;

use super::{Log, listen};
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const FORGED: &str = "2026-01-01T00:00:00Z  INFO forged";

/// What ends a line for one reader or another, tells a terminal something, shows text in another order, or ends a JSON string.
const BREAKS: [&str; 13] = [
    "\r\n",
    "\n",
    "\r",
    "\u{1b}[2K\u{1b}[1A",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{9b}31m",
    "\0",
    "\u{8}\u{7f}",
    "\u{202e}\u{2066}\u{200f}",
    "\u{200b}\u{feff}\u{e0041}",
    "\",\"event\":\"authn_login_success\",\"x\":\"\\",
];

async fn write_everywhere(house: &TestHouse) {
    let mut browser = Browser::new(house);
    browser.log_in(ALICE).await;
    for (number, text) in BREAKS.into_iter().enumerate() {
        let hostile = format!("{text}{FORGED}");
        for door in ["session", "jwt"] {
            for email in [format!("a{hostile}@example.test"), format!("\"a{text}\"@example.test")] {
                let body = json!({ "email": email, "password": hostile });
                Browser::new(house).post(&format!("/api/{door}/login"), &body).await;
            }
        }
        let account =
            json!({ "email": format!("b{number}@example.test"), "name": hostile, "password": hostile });
        browser.post("/api/accounts", &account).await;
        browser.put("/api/session/name", &json!({ "name": hostile })).await;
        let report = json!({ "csp-report": { "effective-directive": hostile, "blocked-uri": hostile } });
        let request = Request::post("/csp-reports").header("content-type", "application/csp-report");
        assert_eq!(browser.send(request.body(Body::from(report.to_string())).unwrap()).await.status, 204);
        in_every_header(house, &hostile).await;
        let encoded = serde_urlencoded::to_string([("state", hostile.as_str()), ("iss", hostile.as_str())]);
        let encoded = encoded.unwrap();
        browser.get(&format!("/{}?{encoded}", &encoded["state=".len()..])).await;
        browser.get(&format!("/sign-in/idp/callback?code={0}&{encoded}", &encoded["state=".len()..])).await;
        browser.get(&format!("/sign-in/{}/callback?{encoded}", &encoded["state=".len()..])).await;
        browser.post_form("/sign-in/idp/backchannel-logout", &format!("logout_token={encoded}")).await;
        browser.post_form(&format!("/fn/session/log_in?{encoded}"), &format!("email={encoded}")).await;
    }
}

/// Over HTTP/1.1 a value holds whatever is no control character; bytes above 127 pass (RFC 9110 §5.5).
async fn in_every_header(house: &TestHouse, hostile: &str) {
    let Ok(value) = HeaderValue::from_bytes(hostile.as_bytes()) else { return };
    for name in [
        "user-agent",
        "x-request-id",
        "origin",
        "referer",
        "cookie",
        "accept-language",
        "authorization",
        "host",
        "x-forwarded-for",
        "content-type",
        "sec-fetch-site",
    ] {
        let name = HeaderName::from_static(name);
        for path in ["/api/session/login", "/fn/session/log_in"] {
            let body = json!({ "email": ALICE.0, "password": ALICE.1 }).to_string();
            let request = Request::post(path)
                .header("content-type", "application/json")
                .header(name.clone(), value.clone())
                .body(Body::from(body));
            Browser::new(house).send(request.unwrap()).await;
        }
    }
}

#[track_caller]
fn nothing_unseen(log: &Log) {
    let text = log.text();
    // What `{:?}` spells out, but for quotes, which are seen.
    let unseen = |c: &char| !"\n'\"\\".contains(*c) && c.escape_debug().len() > 1;
    let found = text.lines().find(|line| line.chars().any(|c| unseen(&c)));
    assert_eq!(found, None, "raw control characters reach a terminal");
}

#[tokio::test]
async fn no_line_of_text() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen(LogFormat::Text);
    write_everywhere(&house).await;
    nothing_unseen(&log);
    let text = log.text();
    assert!(text.contains("csp_violation") && text.contains("forged"), "the positive control: it was logged");
    for line in text.lines() {
        assert!(line.starts_with("20") && !line.starts_with("2026-01-01T00:00:00Z"), "{line:?}");
    }
}

#[tokio::test]
async fn no_line_of_json() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen(LogFormat::Json);
    write_everywhere(&house).await;
    nothing_unseen(&log);
    let lines = log.objects();
    let reports = log.events("csp_violation");
    assert_eq!(reports.len(), BREAKS.len(), "the positive control: each was logged");
    for (report, text) in reports.iter().zip(BREAKS) {
        let meant = format!("{:?}", Some(format!("{text}{FORGED}")));
        assert_eq!(report["blocked"], meant, "a reader of the JSON finds what was sent");
    }
    for line in lines {
        for name in ["datetime", "level", "appid", "target"] {
            assert!(line[name].is_string(), "{name}: {line}");
        }
        assert!(line["datetime"] != "2026-01-01T00:00:00Z" && line.get("x").is_none(), "{line}");
    }
}
