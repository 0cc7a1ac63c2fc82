//! Over HTTPS: no way back to plain HTTP, and no word to readers in Safari, which over HTTPS works like any browser.

use axum::body::Body;
use axum::http::Request;

use crate::browser::{Answer, Browser};
use crate::house::TestHouse;

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
