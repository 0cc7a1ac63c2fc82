//! `/shared/…`: one path, one method, five minutes, and nobody's name.

use authn::Clock as _;
use authn::service_jwt::Ed25519Key;
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{ATTACKER, Town, send, shown};
use crate::browser::{ALICE, Answer, Browser};

const CARELESS: &str = "/api/lab/careless-file-link";
const CAREFUL: &str = "/api/lab/file-link";

impl Town {
    async fn open_file(&self, method: &str, path: &str, body: String) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::HOST, self.host("files"));
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        send(&self.services, request.body(body.into()).unwrap()).await
    }

    /// Alice's link, without its origin.
    async fn link(&self, alice: &mut Browser, query: &str) -> String {
        let answer = alice.get(&format!("{CARELESS}{query}")).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let origin = format!("http://{}", self.host("files"));
        answer.header("location").strip_prefix(&origin).unwrap().to_owned()
    }

    async fn comment(&self, picture: &str) -> u16 {
        let request = Request::post("/comments/default").header(header::HOST, self.host("files"));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let body = json!({ "picture": picture }).to_string();
        send(&self.services, request.body(body.into()).unwrap()).await.status.as_u16()
    }
}

async fn alice(town: &Town) -> Browser {
    let mut alice = Browser::new(&town.house);
    alice.get(CARELESS).await.refused(401);
    alice.get(CAREFUL).await.refused(401);
    alice.log_in(ALICE).await;
    alice
}

fn jwt(link: &str) -> &str {
    link.split_once("jwt=").unwrap().1.split('&').next().unwrap()
}

/// What the form of the careful page sends, and where to.
fn form(answer: &Answer) -> (String, String) {
    let after = |mark: &str| answer.text.split_once(mark).unwrap().1.split('"').next().unwrap().to_owned();
    let action = after("action=\"");
    let path = action.split_once("//").unwrap().1.split_once('/').unwrap().1;
    (format!("/{path}"), after("name=\"jwt\" value=\""))
}

// Claim T17
#[tokio::test]
async fn a_link_opens_one_path_by_one_method_for_five_minutes() {
    let town = Town::open().await;
    let mut alice = alice(&town).await;
    let (payslip, contract) =
        (town.link(&mut alice, "").await, town.link(&mut alice, "?document=contract").await);
    let get = async |path: &str| town.open_file("GET", path, String::new()).await;
    shown(&get(&payslip).await);
    shown(&get(&contract).await);
    for elsewhere in [
        payslip.replacen("/payslip?", "/contract?", 1),
        payslip.replacen("/unsafe-url/", "/no-referrer/", 1),
        payslip.replacen("/default/", "/AAAAAAAAAAAAAAAAAAAAAA/", 1),
    ] {
        assert_ne!(elsewhere, payslip);
        get(&elsewhere).await.refused(401);
    }
    let path = payslip.split_once('?').unwrap().0;
    let body = format!("jwt={}", jwt(&payslip));
    town.open_file("POST", path, body).await.refused(401);
    assert_eq!(town.open_file("HEAD", &payslip, String::new()).await.status, 401);
    get(path).await.refused(401);
    town.house.clock.advance(299);
    shown(&get(&payslip).await);
    town.house.clock.advance(1);
    get(&payslip).await.refused(401);
}

#[tokio::test]
async fn a_link_names_nobody_and_no_other_token_is_taken_for_one() {
    let town = Town::open().await;
    let mut alice = alice(&town).await;
    let link = town.link(&mut alice, "").await;
    let payload = URL_SAFE_NO_PAD.decode(jwt(&link).split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&payload).unwrap();
    for absent in ["sub", "email", "sandbox", "name"] {
        assert!(claims.get(absent).is_none(), "{claims}");
    }
    assert_eq!(claims["htm"], "GET");
    assert_eq!(claims["htu"], format!("http://{}{}", town.host("files"), link.split_once('?').unwrap().0));
    let key = || Ed25519Key::of(&town.house.house).unwrap();
    let as_service = key().sign("service+jwt", &claims).unwrap();
    let path = link.split_once('?').unwrap().0;
    let try_out =
        async |token: &str| town.open_file("GET", &format!("{path}?jwt={token}"), String::new()).await;
    try_out(as_service.expose()).await.refused(401);
    for (claim, wrong) in
        [("aud", json!("http://localhost")), ("iss", json!("x")), ("iat", json!(town.house.clock.now() + 6))]
    {
        let mut forged = claims.clone();
        forged[claim] = wrong;
        try_out(key().sign("file-link+jwt", &forged).unwrap().expose()).await.refused(401);
    }
    shown(&try_out(key().sign("file-link+jwt", &claims).unwrap().expose()).await);
}

// The flaw `referrer_tells_the_whole_address`, and the switches.
#[tokio::test]
async fn the_app_says_how_careful_the_page_is_and_the_link_covers_it() {
    let town = Town::open().await;
    let mut alice = alice(&town).await;
    let get = async |path: &str| town.open_file("GET", path, String::new()).await;
    let first = town.link(&mut alice, "").await;
    for _ in 0..2 {
        assert_eq!(get(&first).await.header("referrer-policy"), "unsafe-url");
    }
    let default = town.link(&mut alice, "?referrer=default").await;
    assert_eq!(get(&default).await.header("referrer-policy"), "");
    alice.post_form("/fn/lab/switch_defence", "defence=no-referrer&on=true").await;
    let quiet = town.link(&mut alice, "").await;
    assert_eq!(get(&quiet).await.header("referrer-policy"), "no-referrer");
    shown(&get(&quiet).await);
    alice.post_form("/fn/lab/switch_defence", "defence=single-use&on=true").await;
    let once = town.link(&mut alice, "").await;
    // Another method or path does not use it up.
    town.open_file("POST", once.split_once('?').unwrap().0, format!("jwt={}", jwt(&once))).await.refused(401);
    shown(&get(&once).await);
    get(&once).await.refused(401);
}

// ASVS 14.2.1
#[tokio::test]
async fn the_reference_hands_the_link_over_in_no_address_and_once() {
    let town = Town::open().await;
    let mut alice = alice(&town).await;
    let page = alice.get(&format!("{CAREFUL}?done=/experiments/signed-file-link")).await;
    assert_eq!(page.status, 200);
    assert!(
        page.header("content-security-policy")
            .contains(&format!("form-action http://{};", town.host("files")))
    );
    assert_eq!(page.header("cache-control"), "no-store");
    let (path, jwt) = form(&page);
    assert!(!path.contains("eyJ"), "{path}");
    town.open_file("GET", &format!("{path}?jwt={jwt}"), String::new()).await.refused(401);
    let opened =
        town.open_file("POST", &path, format!("jwt={jwt}&done=%2Fexperiments%2Fsigned-file-link")).await;
    shown(&opened);
    assert_eq!(opened.header("referrer-policy"), "no-referrer");
    assert!(
        opened.text.contains(&format!("data-done=\"{}/experiments/signed-file-link\"", town.house.origin))
    );
    town.open_file("POST", &path, format!("jwt={jwt}")).await.refused(401);
    let log = town.log("files", "default").await.to_string();
    assert!(
        log.contains(&format!("POST {path}")) && !log.contains(&format!("{path}\",\"status\":200,\"jwt"))
    );
    let posted = log.split("POST ").nth(1).unwrap();
    assert!(!posted.contains("eyJ"), "{posted}");
}

#[tokio::test]
async fn the_way_back_leads_to_experiments_and_pictures_come_from_the_attacker_alone() {
    let town = Town::open().await;
    let mut alice = alice(&town).await;
    let link = town.link(&mut alice, "").await;
    for elsewhere in ["//evil.example/", "https%3A%2F%2Fevil.example%2Fexperiments%2F", "%2Fcompare"] {
        let address = format!("{}?jwt={}&done={elsewhere}", link.split_once('?').unwrap().0, jwt(&link));
        let page = town.open_file("GET", &address, String::new()).await;
        shown(&page);
        assert!(!page.text.contains("data-done"), "{elsewhere}");
    }
    for elsewhere in ["http://127.0.0.1:22/", "http://127.0.0.1:4000.evil.example/", "javascript:alert(1)"] {
        assert_eq!(town.comment(elsewhere).await, 422, "{elsewhere}");
    }
    assert_eq!(town.comment(&format!("{ATTACKER}/collect/a\"><script>")).await, 204);
    let page = town.open_file("GET", &link, String::new()).await;
    assert!(
        page.text.contains("collect/a&quot;>") || page.text.contains("collect/a&quot;&gt;"),
        "{}",
        page.text
    );
    assert!(page.header("content-security-policy").contains(&format!("img-src {ATTACKER};")));
}

#[tokio::test]
async fn of_many_at_once_one_opens_a_file_that_opens_once() {
    let town = Town::open().await;
    let mut alice = alice(&town).await;
    let (path, jwt) = form(&alice.get(CAREFUL).await);
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let request = Request::post(&path).header(header::HOST, town.host("files"));
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (services, body) = (town.services.clone(), Body::from(format!("jwt={jwt}")));
        tries.spawn(async move { send(&services, request.body(body).unwrap()).await.status.as_u16() });
    }
    let statuses = tries.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 19, "{statuses:?}");
}
