//! Back-channel logout, to a client that really listens, on a name that the system's resolver may not know.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use authn::Clock as _;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use idp::Url;
use serde_json::json;
use tokio::net::TcpListener;

use crate::browser::{Answer, Browser};
use crate::keys::{claims, header};
use crate::provider::TestProvider;
use crate::relying_party::{RelyingParty, notes_question, text, tokens};

/// A client's own site, and what was sent to it.
struct ClientSite {
    address: Url,
    heard: Arc<Mutex<Vec<(String, String)>>>,
}

impl ClientSite {
    async fn open(status: StatusCode) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::<Mutex<Vec<(String, String)>>>::default();
        let hear = Arc::clone(&heard);
        let site = Router::new().route(
            "/back-channel",
            post(async move |headers: axum::http::HeaderMap, body: String| {
                let content_type = headers["content-type"].to_str().unwrap().to_owned();
                hear.lock().unwrap().push((content_type, body));
                status
            }),
        );
        tokio::spawn(async move { axum::serve(listener, site).await });
        let address = Url::parse(&format!("http://client.localhost:{port}/back-channel")).unwrap();
        Self { address, heard }
    }

    fn heard(&self) -> Vec<(String, String)> {
        self.heard.lock().unwrap().clone()
    }
}

async fn sign_out(browser: &mut Browser, id_token: &str) -> Answer {
    browser.get(&format!("/realms/default/logout?id_token_hint={id_token}")).await
}

#[tokio::test]
async fn every_client_of_the_session_hears_of_its_end_by_a_logout_token() {
    let site = ClientSite::open(StatusCode::NO_CONTENT).await;
    let provider = TestProvider::open_with(site.address.clone()).await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    let code = browser.get(&notes_question(&[])).await.sent("code").unwrap();
    let notes = RelyingParty::notes(&provider).redeem(&code).await.json();
    assert_eq!(site.heard(), []);
    // The other client's sign-out.
    sign_out(&mut browser, text(&notes, "id_token")).await;

    let heard = site.heard();
    assert_eq!(heard.len(), 1);
    let (content_type, body) = &heard[0];
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    let logout_token = body.strip_prefix("logout_token=").unwrap();
    assert_eq!(
        (&header(logout_token)["typ"], &header(logout_token)["alg"]),
        (&json!("logout+jwt"), &json!("RS256"))
    );
    assert_eq!(header(logout_token)["kid"], header(text(&bought, "id_token"))["kid"]);
    let said = claims(logout_token);
    let now = provider.clock.now();
    let expected = json!({
        "iss": "http://idp.localhost:5000/realms/default", "sub": "ready-alice", "aud": "two-doors",
        "iat": now, "exp": now + 120, "jti": said["jti"], "sid": claims(text(&bought, "id_token"))["sid"],
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    assert_eq!(said, expected);
    assert_eq!(text(&said, "jti").len(), 22);
}

#[tokio::test]
async fn its_signature_verifies_with_a_published_key() {
    let site = ClientSite::open(StatusCode::OK).await;
    let provider = TestProvider::open_with(site.address.clone()).await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    sign_out(&mut browser, text(&bought, "id_token")).await;
    let (_, body) = site.heard().remove(0);
    let keys = Browser::new(&provider).get("/realms/default/jwks").await.json();
    let key = jsonwebtoken::DecodingKey::from_rsa_components(
        text(&keys["keys"][0], "n"),
        text(&keys["keys"][0], "e"),
    );
    let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
    validation.set_audience(&["two-doors"]);
    // The clock of this test stands elsewhere.
    validation.validate_exp = false;
    let logout_token = body.strip_prefix("logout_token=").unwrap();
    jsonwebtoken::decode::<serde_json::Value>(logout_token, &key.unwrap(), &validation).unwrap();
}

#[tokio::test]
async fn a_session_that_never_went_to_a_client_tells_it_nothing() {
    let site = ClientSite::open(StatusCode::OK).await;
    let provider = TestProvider::open_with(site.address.clone()).await;
    let mut browser = Browser::new(&provider);
    let code = browser.sign_in(&notes_question(&[]), crate::provider::ALICE).await.sent("code").unwrap();
    let notes = RelyingParty::notes(&provider).redeem(&code).await.json();
    sign_out(&mut browser, text(&notes, "id_token")).await;
    assert_eq!(site.heard(), []);
}

#[tokio::test]
async fn a_client_that_fails_or_is_gone_keeps_nobody_signed_in() {
    let failing = ClientSite::open(StatusCode::INTERNAL_SERVER_ERROR).await;
    let gone = Url::parse("http://client.localhost:1/back-channel").unwrap();
    for address in [failing.address.clone(), gone] {
        let provider = TestProvider::open_with(address).await;
        let mut browser = Browser::new(&provider);
        let bought = tokens(&provider, &mut browser).await;
        let answer = sign_out(&mut browser, text(&bought, "id_token")).await;
        assert!(answer.text.contains("You are signed out"), "{answer:?}");
    }
}

#[tokio::test]
async fn a_client_that_never_answers_is_not_waited_for_long() {
    // It accepts connections, and says nothing.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let address = Url::parse(&format!("http://client.localhost:{port}/back-channel")).unwrap();
    let provider = TestProvider::open_with(address).await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    let began = Instant::now();
    let answer = sign_out(&mut browser, text(&bought, "id_token")).await;
    assert!(answer.text.contains("You are signed out"), "{answer:?}");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    drop(listener);
}
