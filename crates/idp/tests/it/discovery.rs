//! `…/.well-known/openid-configuration`, as a client's library reads it.

use openidconnect::ProviderMetadataWithLogout;
use serde_json::json;

use crate::browser::Browser;
use crate::provider::TestProvider;

const ISSUER: &str = "http://idp.localhost:5000/realms/default";

#[tokio::test]
async fn it_says_what_there_is_and_nothing_else() {
    let provider = TestProvider::open().await;
    let answer = Browser::new(&provider).get("/realms/default/.well-known/openid-configuration").await;
    assert_eq!(answer.header("content-type"), "application/json");
    let said = answer.json();
    for (field, value) in [
        ("issuer", json!(ISSUER)),
        ("authorization_endpoint", json!(format!("{ISSUER}/authorize"))),
        ("token_endpoint", json!(format!("{ISSUER}/token"))),
        ("userinfo_endpoint", json!(format!("{ISSUER}/userinfo"))),
        ("jwks_uri", json!(format!("{ISSUER}/jwks"))),
        ("end_session_endpoint", json!(format!("{ISSUER}/logout"))),
        ("response_types_supported", json!(["code"])),
        ("grant_types_supported", json!(["authorization_code", "refresh_token"])),
        ("code_challenge_methods_supported", json!(["S256"])),
        ("id_token_signing_alg_values_supported", json!(["RS256"])),
        ("authorization_response_iss_parameter_supported", json!(true)),
        ("backchannel_logout_supported", json!(true)),
        ("backchannel_logout_session_supported", json!(true)),
    ] {
        assert_eq!(said[field], value, "{field}");
    }
    let read: ProviderMetadataWithLogout = serde_json::from_value(said).unwrap();
    assert_eq!(read.issuer().as_str(), ISSUER);
}
