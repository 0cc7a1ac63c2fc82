//! The ID token, as a client's library reads it, and the keys behind it.

use authn::Clock as _;
use axum::body::Body;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{AccessToken, AccessTokenHash, ClientId, IssuerUrl, JsonWebKey as _, Nonce};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::provider::TestProvider;
use crate::relying_party::{RelyingParty, code, text, tokens};

/// The claims of a JWT, unchecked.
pub(crate) fn claims(jwt: &str) -> Value {
    part(jwt, 1)
}

/// The header of a JWT.
pub(crate) fn header(jwt: &str) -> Value {
    part(jwt, 0)
}

fn part(jwt: &str, place: usize) -> Value {
    let part = jwt.split('.').nth(place).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

async fn published(provider: &TestProvider) -> CoreJsonWebKeySet {
    let answer = Browser::new(provider).get("/realms/default/jwks").await;
    for private in ["\"d\"", "\"p\"", "\"q\"", "PRIVATE"] {
        assert!(!answer.text.contains(private), "{}", answer.text);
    }
    serde_json::from_value(answer.json()).unwrap()
}

/// What the client's own library says of an ID token, now.
async fn verifies(provider: &TestProvider, id_token: &str) -> bool {
    let keys = published(provider).await;
    let issuer = IssuerUrl::new("http://idp.localhost:5000/realms/default".to_owned()).unwrap();
    let now = DateTime::from_timestamp(provider.clock.now(), 0).unwrap();
    let verifier =
        CoreIdTokenVerifier::new_public_client(ClientId::new("two-doors".to_owned()), issuer, keys)
            .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])
            .set_time_fn(move || now);
    let id_token: CoreIdToken = id_token.parse().unwrap();
    id_token.claims(&verifier, &Nonce::new("the nonce".to_owned())).is_ok()
}

async fn rotate(provider: &TestProvider) -> String {
    let request = Request::post("/signing-keys")
        .header("authorization", format!("Bearer {}", provider.admin_secret.expose()));
    let answer = Browser::new(provider).send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    text(&answer.json(), "kid").to_owned()
}

#[tokio::test]
async fn an_id_token_says_who_signed_in_when_and_how() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    code(&mut browser).await;
    provider.clock.advance(100);
    let bought = tokens(&provider, &mut browser).await;
    let said = claims(text(&bought, "id_token"));
    let now = provider.clock.now();
    let expected = json!({
        "iss": "http://idp.localhost:5000/realms/default", "sub": "ready-alice", "aud": ["two-doors"],
        "iat": now, "exp": now + 300, "auth_time": now - 100, "nonce": "the nonce", "acr": "1", "amr": ["pwd"],
        "sid": said["sid"], "at_hash": said["at_hash"],
    });
    assert_eq!(said, expected);
    let keys = published(&provider).await;
    let access_token = AccessToken::new(text(&bought, "access_token").to_owned());
    let algorithm = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
    let at_hash = AccessTokenHash::from_token(&access_token, &algorithm, &keys.keys()[0]).unwrap();
    assert_eq!(said["at_hash"], at_hash.as_str());
}

#[tokio::test]
async fn it_verifies_until_it_expires_and_not_when_it_was_touched() {
    let provider = TestProvider::open().await;
    let bought = tokens(&provider, &mut Browser::new(&provider)).await;
    let id_token = text(&bought, "id_token");
    assert!(verifies(&provider, id_token).await);
    let mut parts: Vec<_> = id_token.split('.').map(str::to_owned).collect();
    parts[1] = URL_SAFE_NO_PAD.encode(claims(id_token).to_string().replace("ready-alice", "ready-admin"));
    assert!(!verifies(&provider, &parts.join(".")).await);
    provider.clock.advance(300);
    assert!(!verifies(&provider, id_token).await);
}

#[tokio::test]
async fn after_a_rotation_old_id_tokens_verify_and_new_ones_have_the_new_key() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let old = tokens(&provider, &mut browser).await;
    provider.clock.advance(10);
    let kid = rotate(&provider).await;
    let new = tokens(&provider, &mut browser).await;
    assert_ne!(header(text(&old, "id_token"))["kid"], kid);
    assert_eq!(header(text(&new, "id_token"))["kid"], kid);
    provider.clock.advance(289);
    assert!(verifies(&provider, text(&old, "id_token")).await);
    assert!(verifies(&provider, text(&new, "id_token")).await);

    // A minute longer, for those whose clocks are behind.
    provider.clock.advance(72);
    let kids: Vec<_> = published(&provider).await.keys().iter().map(|key| key.key_id().cloned()).collect();
    assert_eq!(kids.len(), 1, "nothing that the old key signed is valid any more");
    assert_eq!(kids[0].as_ref().map(|kid| kid.as_str()), Some(kid.as_str()));
    // Whoever was signed in still is.
    assert!(RelyingParty::two_doors(&provider).redeem(&code(&mut browser).await).await.status == 200);
}

#[tokio::test]
async fn a_key_survives_a_restart_in_a_file_of_its_owners() {
    let provider = TestProvider::open().await;
    let kid = rotate(&provider).await;
    let file = std::fs::read_to_string(provider.keys_file()).unwrap();
    assert_eq!(file.matches("BEGIN RSA PRIVATE KEY").count(), 2);
    assert!(file.contains(&kid));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for file in ["provider.keys", "provider.db"] {
            let mode = provider.folder.path().join(file).metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{file}");
        }
    }
}
