//! Over HTTPS: no way back to plain HTTP, and no word to readers in Safari, which over HTTPS works like any browser. The
//! attacker comes over HTTPS too, and what he tries arrives.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::browser::{ALICE, Answer, Browser};
use crate::house::TestHouse;
use crate::program::Program;

const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 \
                      Safari/605.1.15";
const CHROME: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/140.0.0.0 Safari/537.36";

async fn open(house: &TestHouse, path: &str, agent: &str) -> Answer {
    let request = Request::get(path).header("user-agent", agent).body(Body::empty()).unwrap();
    Browser::new(house).send(request).await
}

// ASVS 3.4.1
#[tokio::test]
async fn https_is_for_good_and_plain_http_promises_nothing() {
    let (https, http) = (TestHouse::open_over_https().await, TestHouse::open().await);
    for path in ["/", "/heartbeat", "/api/session/profile/me", "/nothing"] {
        let strict = open(&https, path, CHROME).await;
        assert_eq!(
            strict.header("strict-transport-security"),
            "max-age=31536000; includeSubDomains",
            "{path}"
        );
        // RFC 6797 §7.2
        assert!(open(&http, path, CHROME).await.headers.get("strict-transport-security").is_none(), "{path}");
    }
}

#[tokio::test]
async fn safari_is_told_why_the_session_door_stays_shut_where_it_does() {
    let (https, http) = (TestHouse::open_over_https().await, TestHouse::open().await);
    let told = |answer: Answer| answer.text.contains("cargo xtask serve -- --https");
    for path in ["/compare", "/account"] {
        assert!(told(open(&http, path, SAFARI).await), "{path}");
        assert!(!told(open(&http, path, CHROME).await), "{path}");
        assert!(!told(open(&https, path, SAFARI).await), "{path}");
    }
}

// Requests that a page's script sends to a server with a certificate that its reader has not accepted fail without a question.
#[tokio::test]
async fn whoever_attacks_over_https_is_told_to_accept_the_attackers_certificate_first() {
    let (https, http) = (TestHouse::open_over_https().await, TestHouse::open().await);
    for path in ["/wall", "/experiments/token-theft"] {
        let page = open(&https, path, CHROME).await.text;
        assert!(page.contains("https://127.0.0.1:4000") && page.contains("https://localhost:4000"), "{path}");
        assert!(!open(&http, path, CHROME).await.text.contains("certificate"), "{path}");
    }
}

// Claim T4, over HTTPS: the attacker believes the certificate that he was given, and a stolen token opens the door.
#[tokio::test]
async fn what_the_attacker_stole_opens_the_door_over_https_too() {
    let program = Program::start(&["--https"]).await;
    assert!(program.app.starts_with("https://localhost:"), "{}", program.app);
    assert!(program.attacker.starts_with("https://127.0.0.1:"), "{}", program.attacker);
    let (email, password) = ALICE;
    let tokens =
        program.post(&program.app, "/api/jwt/login", &json!({ "email": email, "password": password })).await;
    let access_token = tokens["access_token"].as_str().unwrap();

    let campaign = program.begin_campaign().await;
    let replay = json!({ "path": "/api/jwt/profile/me", "authorization": format!("Bearer {access_token}") });
    program.post(&program.attacker, &format!("{campaign}/replays"), &replay).await;
    let inbox = program.get(&program.attacker, &campaign).await;
    let replay = &inbox["replays"][0];
    assert_eq!(replay["status"], 200, "{replay}");
    assert!(replay["answer"].as_str().unwrap().contains(email), "{replay}");
}

#[tokio::test]
async fn an_experiment_is_played_to_its_verdict_over_https_too() {
    let program = Program::start(&["--https"]).await;
    let runs = "/api/lab/experiments/replay-after-logout/runs";
    for (door, verdict) in [("local_storage_jwt", "fell"), ("cookie_session", "stood")] {
        let answer = program.post(&program.app, runs, &json!({ "door": door })).await;
        let run: &Value = &answer["run"];
        assert_eq!(run["verdict"], verdict, "{door}: {}", run["finding"]);
    }
}
