//! The attacker's pages that make a visitor's browser send requests.

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use lab::rooms::login_csrf::MALLORY;
use serde_json::json;
use tower::ServiceExt as _;

use super::attacker::{HERE, Site};
use crate::browser::Browser;

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
    // HTTP/2 has no `Host`: the name stands in the request line.
    let request = Request::get(format!("https://localhost:4000{attack}")).body(Body::empty()).unwrap();
    let (_, text, _) = site.send(request).await;
    assert!(text.contains("data-from=\"same-site\""), "{text}");
}

#[tokio::test]
async fn of_the_matrix_one_variant_can_be_asked_for() {
    let site = Site::open().await;
    let attack = format!("/campaigns/{}/csrf?sandbox=default&done=/", site.begin().await);
    let (_, _, all) = page(&site, HERE, &attack).await;
    assert!(!all.contains("data-same-site") && !all.contains("data-checks"), "{all}");
    let (_, _, one) = page(&site, HERE, &format!("{attack}&same_site=lax&checks=switched")).await;
    assert!(one.contains("data-same-site=\"lax\"") && one.contains("data-checks=\"switched\""), "{one}");
    for query in ["same_site=sometimes", "checks=%22%3E"] {
        assert_eq!(page(&site, HERE, &format!("{attack}&{query}")).await.0, 400, "{query}");
    }
}

#[tokio::test]
async fn the_doors_are_attacked_with_a_list_of_requests_that_is_the_attackers_own() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    let attack = |rest: &str| format!("/campaigns/{campaign}/doors?{rest}");
    for (target, path) in [
        ("cookie_session", "/fn/session/change_name"),
        ("local_storage_jwt", "/api/jwt/name"),
        ("log_in", "/fn/session/log_in"),
    ] {
        let address = attack(&format!("target={target}&sandbox=default&done=/heartbeat"));
        let (status, policy, text) = page(&site, HERE, &address).await;
        assert_eq!(status, 200, "{target}");
        assert!(policy.contains(&format!("frame-src {}", site.house.origin)), "{policy}");
        assert!(text.contains(path), "{text}");
    }
    for query in [
        "sandbox=default&done=/",
        "target=wall&sandbox=default&done=/",
        "target=log_in&sandbox=default&done=http://evil.example/",
    ] {
        assert_eq!(page(&site, HERE, &attack(query)).await.0, 400, "{query}");
    }
    let nobodys = "/campaigns/nobodys/doors?target=log_in&sandbox=default&done=/";
    assert_eq!(page(&site, HERE, nobodys).await.0, 404);
    assert_eq!(page(&site, HERE, "/doors.js").await.0, 200);
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

#[tokio::test]
async fn the_attacker_reads_at_home_what_was_written_into_his_account() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    let attack = format!("/campaigns/{campaign}/login-csrf?sandbox=default&done=/heartbeat");
    let (status, policy, text) = page(&site, HERE, &attack).await;
    assert_eq!(status, 200);
    assert!(policy.contains(&format!("form-action 'self' {};", site.house.origin)), "{policy}");
    assert!(text.contains("mallory@example.test"), "{text}");
    // A real token, and one that this browser was never given.
    assert!(!text.contains("name=\"anti_forgery_token\" value=\"\""), "{text}");

    let mut victim = Browser::new(&site.house);
    let form = format!("email={}&password={}", MALLORY.email, MALLORY.password);
    victim.post_form(&format!("{VICTIM}/login-csrf/login"), &form).await;
    victim.post(&format!("{VICTIM}/login-csrf/notes"), &json!({ "text": "a card" })).await;

    let notes = format!("/campaigns/{campaign}/notes");
    let form = "application/x-www-form-urlencoded";
    assert_eq!(site.post(&notes, form, "sandbox=default").await.0, 303);
    let replay = &site.inbox(&campaign).await["replays"][0];
    assert_eq!(replay["status"], 200, "{replay}");
    assert!(replay["answer"].as_str().unwrap().contains("a card"), "{replay}");
    assert_eq!(site.post(&notes, form, "").await.0, 400);
    assert_eq!(site.post("/campaigns/nobodys/notes", form, "sandbox=default").await.0, 404);
}

#[tokio::test]
async fn a_bait_leads_into_somebody_elses_sign_in_and_a_code_that_comes_is_kept() {
    let site = Site::open().await;
    let campaign = site.begin().await;
    let victim = site.house.origin.to_string();
    let attack = format!("/campaigns/{campaign}/code-flow?sandbox=default&done=/heartbeat");
    let encoded = victim.replace(':', "%3A").replace('/', "%2F");
    let back = format!("return_to={encoded}%2Fheartbeat");
    for (bait, leads_to) in [
        ("answer=code%3Da%26state%3Db", format!("{VICTIM}/code-flow/callback?code=a&amp;state=b&amp;{back}")),
        ("image=code%3Da", format!("src=\"{victim}/sign-in/idp/callback?code=a")),
        // What begins with the victim's origin, and is an address here.
        ("question=state%3Db", format!("redirect_uri={encoded}%40127.0.0.1%3A4000%2Fcampaigns")),
    ] {
        let (status, policy, text) = page(&site, HERE, &format!("{attack}&{bait}")).await;
        assert_eq!(status, 200);
        assert!(text.contains(&leads_to), "{leads_to}: {text}");
        assert!(policy.contains("script-src 'self'"), "{policy}");
    }
    assert_eq!(page(&site, HERE, "/code_flow.js").await.0, 200);

    let (status, _, _) =
        page(&site, HERE, &format!("/campaigns/{campaign}/code?sandbox=default&done=/heartbeat&code=c0de"))
            .await;
    assert_eq!(status, 303, "and the browser goes on to {victim}");
    assert_eq!(site.inbox(&campaign).await["loot"][0]["text"], "{\"code\":\"c0de\"}");
    let nobodys = "/campaigns/nobodys/code?sandbox=default&done=/&code=c0de";
    assert_eq!(page(&site, HERE, nobodys).await.0, 404);
}

#[tokio::test]
async fn it_plants_a_cookie_only_when_it_is_asked_to() {
    let site = Site::open().await;
    let attack = format!("/campaigns/{}/login-csrf?sandbox=default&done=/", site.begin().await);
    for (query, planted) in [("", false), ("&plant=false", false), ("&plant=true", true)] {
        let request = Request::get(format!("{attack}{query}")).header(header::HOST, HERE);
        let response = site.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let line = response.headers().get(header::SET_COOKIE).map(|line| line.to_str().unwrap());
        assert_eq!(line.is_some_and(|line| line.starts_with("__Host-lab-login-form=")), planted, "{line:?}");
    }
}
