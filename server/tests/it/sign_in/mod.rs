//! Signing in through somebody else's provider: what a hostile one, or an answer from nowhere, comes to.

mod attempt;
mod backchannel_logout;
mod first_password;
mod github;
mod home_provider;
mod hostile_provider;
mod id_token;
mod sign_out_everywhere;
mod throttle;

use authn::relying_party::{Identity, OpenIdConnect, Protocol, Provider};
use axum::http::StatusCode;
use domain::SandboxId;

use crate::browser::{Answer, Browser};
use crate::house::TestHouse;
use hostile_provider::HostileProvider;

/// A house that knows two providers on this machine: a hostile one, and one that nobody answers for.
async fn house_beside(provider: &HostileProvider) -> TestHouse {
    TestHouse::open_for(providers(provider)).await
}

fn providers(provider: &HostileProvider) -> Vec<Provider> {
    vec![
        open_id_connect("hostile", &provider.issuer),
        // Port 1 is nobody's here: the connection is refused at once.
        open_id_connect("closed", "http://127.0.0.1:1"),
    ]
}

fn open_id_connect(id: &str, issuer: &str) -> Provider {
    let protocol = OpenIdConnect {
        issuer: issuer.parse().unwrap(),
        client_id: openidconnect::ClientId::new("two-doors".to_owned()),
        client_secret: None,
    };
    Provider { id: id.parse().unwrap(), name: id.to_owned(), protocol: Protocol::OpenIdConnect(protocol) }
}

/// What the page that a browser leaves by says to the provider.
struct Asked {
    state: String,
    nonce: String,
}

/// Begins, as the button does.
async fn begin(browser: &mut Browser, id: &str) -> Asked {
    let left = browser.post_form(&format!("/sign-in/{id}"), "return_to=%2Fcompare").await;
    assert_eq!(left.status, StatusCode::OK, "{}", left.text);
    let query = left.text.split("content=\"0; url=").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let query = query.split_once('?').unwrap().1.replace("&amp;", "&");
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&query).unwrap();
    let value = |name: &str| pairs.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone());
    assert_eq!(value("code_challenge_method").as_deref(), Some("S256"));
    Asked { state: value("state").unwrap(), nonce: value("nonce").unwrap_or_default() }
}

/// Comes back with an answer.
async fn come_back(browser: &mut Browser, id: &str, pairs: &[(&str, &str)]) -> Answer {
    let query = serde_urlencoded::to_string(pairs).unwrap();
    browser.get(&format!("/sign-in/{id}/callback?{query}")).await
}

/// Nobody is signed in, no account was made, and the identity opens nothing.
async fn nothing_happened(house: &TestHouse, browser: &mut Browser, answer: &Answer, issuer: &str) {
    assert_eq!(answer.set_session(), None, "no session");
    browser.profile().await.refused(401);
    let sandbox = SandboxId::default();
    assert_eq!(house.house.store.accounts(&sandbox, 100).await.unwrap().len(), 2, "no account");
    let identity = Identity { issuer: issuer.to_owned(), subject: "mallory".to_owned() };
    assert!(house.house.store.find_account_of(&sandbox, &identity).await.unwrap().is_none(), "no identity");
}
