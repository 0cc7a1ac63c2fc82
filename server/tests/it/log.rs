//! What the log says, and what it never says (ASVS 16.2.5, 16.3.1, 16.4.1).

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Logs everything that this thread does, as loudly as it can.
fn listen() -> (Log, tracing::subscriber::DefaultGuard) {
    let log = Log::default();
    let subscriber = server::log_lines(EnvFilter::new("trace"), log.clone(), false);
    (log, tracing::subscriber::set_default(subscriber))
}

// ASVS 16.2.5, 16.3.1, 16.3.2
#[tokio::test]
async fn every_step_of_a_life_is_logged_and_no_secret_of_it() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen();
    let mut browser = Browser::new(&house);
    let secret = "a secret of the typist";
    browser.log_in((ALICE.0, secret)).await.refused(401);
    browser.log_in(ALICE).await;
    let (first_session, device) =
        (browser.session_cookie().unwrap(), browser.cookie("__Host-device").unwrap());
    let pair = browser.log_in_jwt(ALICE).await.json();
    let text_of = |name: &str| pair[name].as_str().unwrap().to_owned();
    let (access_token, refresh_token) = (text_of("access_token"), text_of("refresh_token"));
    browser.profile_jwt(&access_token).await;
    browser.post("/api/jwt/refresh", &json!({ "refresh_token": refresh_token })).await;
    let new = "a new secret of Alice";
    let form = format!("current={}&new={new}", ALICE.1).replace(' ', "+");
    assert_eq!(browser.post_form("/fn/session/change_password", &form).await.status, 200);
    browser.put("/api/session/name", &json!({ "name": "Alice" })).await;
    browser.get("/api/session/accounts").await.refused(403);
    let second_session = browser.session_cookie().unwrap();
    let stale = browser.with_session(&first_session).profile().await.status;
    assert_eq!(stale, 401);
    browser.profile().await;
    browser.call(Method::POST, "/api/session/logout").await;
    let account = json!({ "email": "bob@example.test", "name": "Bob", "password": secret });
    browser.post("/api/accounts", &account).await;

    let log = log.text();
    for event in [
        "authn_login_fail",
        "authn_login_success",
        "authn_password_change",
        "authn_logout",
        "authz_fail",
        "user_created",
        "user_updated",
    ] {
        assert!(log.contains(event), "{event} is not in the log");
    }
    for (name, secret) in [
        ("a wrong password", secret),
        ("a password", ALICE.1),
        ("a new password", new),
        ("a session", &first_session),
        ("a new session", &second_session),
        ("a device cookie", &device),
        ("an access token", &access_token),
        ("a refresh token", &refresh_token),
    ] {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{name} is in the log: {line:?}");
    }
}

// ASVS 16.4.1
#[tokio::test]
async fn no_visitor_can_forge_a_line() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen();
    let mut browser = Browser::new(&house);
    let forged = "2026-01-01T00:00:00Z  INFO forged";
    let breaks = [
        "\r\n",
        "\n",
        "\r",
        "\u{1b}[2K\u{1b}[1A",
        "\u{85}",
        "\u{2028}",
        "\u{9b}31m",
        "\0",
        "\u{8}",
        "\u{202e}",
    ];
    for (number, text) in breaks.into_iter().enumerate() {
        let hostile = format!("{text}{forged}");
        browser.log_in((&format!("a{hostile}@example.test"), "a guess")).await;
        browser.log_in((&format!("\"a{text}\"@example.test"), &hostile)).await;
        let account =
            json!({ "email": format!("b{number}@example.test"), "name": hostile, "password": hostile });
        browser.post("/api/accounts", &account).await;
        let report = json!({ "csp-report": { "effective-directive": hostile, "blocked-uri": hostile } });
        let request = Request::post("/csp-reports").header("content-type", "application/csp-report");
        assert_eq!(browser.send(request.body(Body::from(report.to_string())).unwrap()).await.status, 204);
        let request = Request::get("/api/session/profile/me").header("user-agent", "\u{1b}[31mred");
        if let Ok(request) = request.body(Body::empty()) {
            browser.send(request).await;
        }
    }
    let log = log.text();
    assert!(log.contains("csp_violation") && log.contains("forged"), "the positive control: it was logged");
    let control = log.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(control, None, "raw control characters reach a terminal");
    assert!(!log.contains('\u{2028}') && !log.contains('\u{202e}'));
    for line in log.lines() {
        assert!(line.starts_with("20") && !line.starts_with("2026-01-01T00:00:00Z"), "{line:?}");
    }
}
