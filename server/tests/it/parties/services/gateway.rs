//! `/api/lab/gateway/{service}`: from the browser's session to a service's answer.

use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{PAYROLL, PAYSLIP, Town, shown};
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const REFERENCE: &str = "/api/lab/gateway";
const CARELESS: &str = "/api/lab/careless-gateway";

/// The token of the last request, as the service has it in its log.
async fn last(town: &Town, service: &str) -> (String, Value) {
    let log = town.log(service, "default").await;
    let authorization = log.as_array().unwrap().last().unwrap()["authorization"].as_str().unwrap().to_owned();
    let token = authorization.strip_prefix("Bearer ").unwrap().to_owned();
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    (token, serde_json::from_slice(&payload).unwrap())
}

fn life(claims: &Value) -> i64 {
    claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap()
}

// Claim T18
#[tokio::test]
async fn whoever_is_signed_in_is_shown_the_document_and_no_token() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    for gateway in [REFERENCE, CARELESS] {
        alice.get(&format!("{gateway}/files")).await.refused(401);
    }
    let id = alice.log_in(ALICE).await.json()["id"].clone();
    for gateway in [REFERENCE, CARELESS] {
        for service in ["files", "reports"] {
            let answer = alice.get(&format!("{gateway}/{service}")).await;
            shown(&answer);
            assert!(!answer.text.contains("eyJ"), "{}", answer.text);
            if !id.is_null() {
                assert_eq!(answer.json()["read_for"], id.to_string());
            }
        }
        alice.get(&format!("{gateway}/payments")).await.refused(404);
        assert_eq!(alice.call(Method::POST, &format!("{gateway}/files")).await.status, 405);
    }
    alice.call(Method::POST, "/api/session/logout").await;
    alice.get(&format!("{REFERENCE}/files")).await.refused(401);
}

// ASVS 9.2.3, 9.2.4
#[tokio::test]
async fn a_token_is_for_one_call_to_one_service() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    alice.log_in(ALICE).await;
    alice.get(&format!("{REFERENCE}/reports")).await;
    let (token, claims) = last(&town, "reports").await;
    assert_eq!(claims["aud"], json!([format!("http://{}", town.host("reports"))]));
    assert_eq!(claims["iss"], town.house.origin.to_string());
    assert_eq!(life(&claims), 60);
    shown(&town.get("reports", PAYROLL, &token).await);
    town.get("files", PAYSLIP, &token).await.refused(401);
    alice.get(&format!("{REFERENCE}/reports")).await;
    assert_ne!(last(&town, "reports").await.1["jti"], claims["jti"]);
}

// Claim T18: the flaw `token_for_every_service`, and the switches that cure a half each.
#[tokio::test]
async fn a_careless_token_opens_every_service_for_a_quarter_of_an_hour() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    alice.log_in(ALICE).await;
    alice.get(&format!("{CARELESS}/reports")).await;
    let (token, claims) = last(&town, "reports").await;
    assert_eq!(life(&claims), 900);
    shown(&town.get("files", PAYSLIP, &token).await);
    alice.profile_jwt(&token).await.refused(401);

    alice.post_form("/fn/lab/switch_defence", "defence=audience&on=true").await;
    alice.get(&format!("{CARELESS}/reports")).await;
    let (token, claims) = last(&town, "reports").await;
    assert_eq!(life(&claims), 900);
    shown(&town.get("reports", PAYROLL, &token).await);
    town.get("files", PAYSLIP, &token).await.refused(401);

    alice.post_form("/fn/lab/switch_defence", "defence=short-life&on=true").await;
    alice.get(&format!("{CARELESS}/reports")).await;
    assert_eq!(life(&last(&town, "reports").await.1), 60);
}

#[tokio::test]
async fn a_token_is_for_its_users_sandbox() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    alice.post("/api/lab/sandboxes", &json!({})).await;
    let sandbox = alice.cookie("__Host-sandbox").unwrap();
    alice.log_in(ALICE).await;
    // Without the lab's cookie it is the session that says where she lives.
    let session = alice.session_cookie().unwrap();
    shown(&alice.with_session(&session).get(&format!("{REFERENCE}/files")).await);
    let line = town.log("files", &sandbox).await[0].clone();
    let token = line["authorization"].as_str().unwrap().strip_prefix("Bearer ").unwrap().to_owned();
    shown(&town.get("files", &format!("/documents/{sandbox}/payslip"), &token).await);
    town.get("files", PAYSLIP, &token).await.refused(401);
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_503() {
    let house = TestHouse::open_among(
        (server::Origin::loopback(9, false), 9),
        server::Origin::localhost(3000, false),
        authn::HashingLimits { at_once: 2, waiting: 200 },
    )
    .await;
    let mut alice = Browser::new(&house);
    alice.log_in(ALICE).await;
    alice.get(&format!("{REFERENCE}/files")).await.refused(503);
}
