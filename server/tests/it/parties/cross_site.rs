//! The attacker's pages that make a visitor's browser send requests.

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use tower::ServiceExt as _;

use super::attacker::{HERE, Site};

const VICTIM: &str = "/api/lab/rooms";

/// A page of the attacker's by one of its names: its status, its policy and its text.
async fn page(site: &Site, host: &str, path: &str) -> (u16, String, String) {
    let request = Request::get(path).header(header::HOST, host).body(Body::empty()).unwrap();
    let response = site.router.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, policy, String::from_utf8(body.into()).unwrap())
}

#[tokio::test]
async fn a_page_that_attacks_may_run_its_own_script_and_no_other_page_may() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    let victim = site.house.origin.to_string();
    let attack = format!("/campaigns/{campaign}/csrf?sandbox=default&done=/heartbeat");
    let (status, policy, text) = page(&site, HERE, &attack).await;
    assert_eq!(status, 200);
    assert!(
        policy.contains("script-src 'self'") && policy.contains(&format!("connect-src 'self' {victim};"))
    );
    assert!(text.contains(&format!("{victim}{VICTIM}/csrf/default/transfer")), "{text}");
    assert!(text.contains(&format!("data-done=\"{victim}/heartbeat\"")), "{text}");
    for other in ["/", &format!("/campaigns/{campaign}")] {
        assert!(!page(&site, HERE, other).await.1.contains("script-src"), "{other}");
    }
    assert_eq!(page(&site, HERE, "/csrf.js").await.0, 200);
}

#[tokio::test]
async fn a_page_that_attacks_knows_its_neighbourhood_by_its_name() {
    let site = Site::open().await;
    let attack = format!("/campaigns/{}/csrf?sandbox=default&done=/", site.begin().await);
    for (host, from) in [(HERE, "cross-site"), ("[::1]:4000", "cross-site"), ("localhost:4000", "same-site")]
    {
        let (_, _, text) = page(&site, host, &attack).await;
        assert!(text.contains(&format!("data-from=\"{from}\"")), "{host}: {text}");
    }
}

#[tokio::test]
async fn it_leaves_for_the_victims_server_alone() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    let victim = site.house.origin.to_string();
    let ask = |query: String| format!("/campaigns/{campaign}/csrf?{query}");
    for done in ["/experiments/csrf".to_owned(), format!("{victim}/experiments/csrf")] {
        let (status, _, text) = page(&site, HERE, &ask(format!("sandbox=default&done={done}"))).await;
        assert_eq!(status, 200, "{done}");
        assert!(text.contains(&format!("data-done=\"{victim}/experiments/csrf\"")), "{text}");
    }
    for done in ["http://evil.example/", "javascript:alert(1)", "evil", &format!("{victim}.evil.example/")] {
        assert_eq!(page(&site, HERE, &ask(format!("sandbox=default&done={done}"))).await.0, 400, "{done}");
    }
    for query in ["", "sandbox=default", "done=/", "sandbox=../x&done=/"] {
        assert_eq!(page(&site, HERE, &ask(query.to_owned())).await.0, 400, "{query}");
    }
    assert_eq!(page(&site, HERE, "/campaigns/nobodys/csrf?sandbox=default&done=/").await.0, 404);
}
