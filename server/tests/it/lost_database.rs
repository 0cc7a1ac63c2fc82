//! Without its database the house lets nobody in, and says so (ASVS 16.5.2, 16.5.3).

use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::json;

use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

/// As long as anybody may wait for a database that is away.
const LOST_WITHIN: Duration = Duration::from_secs(2);

/// An answer that came in time.
pub(crate) async fn in_time<T>(answer: impl Future<Output = T>) -> T {
    let asked = Instant::now();
    let answer = answer.await;
    assert!(asked.elapsed() < LOST_WITHIN, "after {:?}", asked.elapsed());
    answer
}

#[tokio::test]
async fn every_protected_address_answers_503() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let (access_token, admins) = (browser.access_token(ALICE).await, browser.access_token(ADMIN).await);
    let cookie = browser.session_cookie();
    house.database.close().await;
    nobody_gets_in(&mut browser, [&access_token, &admins]).await;
    assert_eq!(browser.session_cookie(), cookie, "a lost database is no reason to sign anybody out");
}

/// Asks for everything that needs the database, which is away, as somebody who was let in before.
pub(crate) async fn nobody_gets_in(browser: &mut Browser, [access_token, admins]: [&str; 2]) {
    let calls = [
        (Method::GET, "/api/session/profile/me"),
        (Method::GET, "/api/session/picture/me"),
        (Method::GET, "/api/session/export"),
        (Method::GET, "/api/session/accounts"),
        (Method::GET, "/api/session/devices"),
        (Method::DELETE, "/api/session/devices"),
        (Method::POST, "/api/session/logout"),
        (Method::POST, "/api/lab/sandboxes"),
    ];
    for (method, path) in calls {
        let answer = in_time(browser.call(method.clone(), path)).await;
        assert_eq!(answer.refused(503).header("retry-after"), "60", "{method} {path}");
    }
    let name = json!({ "name": "Nobody" });
    in_time(browser.put("/api/session/name", &name)).await.refused(503);
    assert_eq!(in_time(browser.post_form("/fn/session/change_name", "name=Nobody")).await.status, 503);
    in_time(browser.put_bearer("/api/jwt/name", access_token, &name)).await.refused(503);
    in_time(browser.get_bearer("/api/jwt/accounts", admins)).await.refused(503);
    for path in ["/api/jwt/profile/me", "/api/jwt/picture/me", "/api/jwt/export"] {
        // Claim T2: what the token says needs no database.
        assert_eq!(browser.get_bearer(path, access_token).await.status, 200, "{path}");
    }
    in_time(browser.log_in(ALICE)).await.refused(503);
    in_time(browser.log_in_jwt(ALICE)).await.refused(503);
    for page in ["/compare", "/account"] {
        let answer = in_time(browser.get(page)).await;
        assert_eq!(answer.status, 503, "{page}");
        assert!(!answer.text.contains("Alice Liddell"));
    }
    assert_eq!(browser.get("/heartbeat").await.status, 200);
}
