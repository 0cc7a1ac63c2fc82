//! `/stage…`: the pages on which the victim does something by herself while an experiment is played.

use serde_json::json;

use crate::browser::Browser;
use crate::house::TestHouse;

// No other origin's page may show them, and asking for one does nothing: what is done, its script does, inside a window of ours.
#[tokio::test]
async fn they_are_for_our_own_windows_and_asking_for_one_changes_nothing() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for page in
        ["/stage/csrf?same_site=lax", "/stage/login-csrf", "/stage/login-csrf?write=1", "/stage/code-flow"]
    {
        let answer = browser.get(page).await;
        assert_eq!(answer.status, 200, "{page}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'self'") && policy.contains("script-src 'self';"),
            "{policy}"
        );
        assert!(answer.set_cookies().is_empty(), "{page}");
    }
    let account = browser.get("/api/lab/rooms/csrf/transfers").await.json();
    assert_eq!(account, json!({ "transfers": [], "attempts": [] }));
    browser.get("/api/lab/rooms/code-flow/account").await.refused(401);
    assert_eq!(browser.get("/stage/files/code_flow.js").await.status, 200);
    assert_eq!(browser.get("/stage/files/csrf.js").await.status, 200);
    assert_eq!(browser.get("/stage/files/login_csrf.js").await.status, 200);
    for page in
        ["/stage/csrf", "/stage/csrf?same_site=sometimes", "/stage/doors", "/stage/code-flow?act=steal"]
    {
        assert_eq!(browser.get(page).await.status, 404, "{page}");
    }
}
