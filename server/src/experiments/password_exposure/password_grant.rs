//! The password grant (RFC 6749 §4.3): what the token door's sign-in has in common with it, and what a provider of today says
//! to it.

use authn::READY_ACCOUNTS;
use authn::relying_party::{OpenIdConnect, Protocol};
use lab::{Fact, Table};
use serde_json::{Value, json};

use super::super::Void;
use super::super::stage::Stage;

/// What the answer to a token request has in it (RFC 6749 §5.1).
const MEMBERS: [&str; 4] = ["access_token", "token_type", "expires_in", "refresh_token"];

/// The token door's sign-in, member by member, as it answered just now.
pub(super) async fn beside_the_standard(stage: &Stage) -> Result<Table, Void> {
    let alice = READY_ACCOUNTS[0];
    let asked = json!({ "email": alice.email, "password": alice.password });
    let answer = stage.second_browser().post("/api/jwt/login", &asked).await?;
    let row = |what: &str, standard: String, door: String| vec![what.to_owned(), standard, door];
    let mut rows = vec![
        row(
            "Who is told the password",
            "the client".to_owned(),
            "the client: the page’s own code".to_owned(),
        ),
        row("What says whose it is", "username".to_owned(), "email".to_owned()),
        row("What proves it", "password".to_owned(), "password".to_owned()),
    ];
    for member in MEMBERS {
        let there = if answer.body[member].is_null() { "missing" } else { member };
        rows.push(row("In the answer", member.to_owned(), there.to_owned()));
    }
    Ok(Table {
        caption: "The token door’s sign-in beside OAuth’s password grant".to_owned(),
        columns: ["What", "RFC 6749, 4.3 and 5.1", "The token door, as it answered"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    })
}

/// Asks the provider's token endpoint for tokens against a password, with the app's own secret, and for a control against a
/// code that nobody was given.
pub(super) async fn refused(stage: &Stage) -> Result<(Fact, Table), Void> {
    let silent = |_| Void("The identity provider does not answer.".to_owned());
    let alice = READY_ACCOUNTS[0];
    let (issuer, client) = client(stage)?;
    let http = stage.clients.to_providers(issuer.starts_with("https:")).map_err(silent)?;
    let discovery = http.get(format!("{issuer}/.well-known/openid-configuration"));
    let discovery = discovery.send().await.map_err(silent)?.text().await.map_err(silent)?;
    let discovery: Value = serde_json::from_str(&discovery).unwrap_or_default();
    let offered = discovery["grant_types_supported"].as_array().into_iter().flatten();
    let offered: Vec<_> = offered.filter_map(Value::as_str).collect();
    let offered = Fact::new("what the provider says that it grants", offered.join(", "));

    let password = [("grant_type", "password"), ("username", alice.email), ("password", alice.password)];
    let code =
        [("grant_type", "authorization_code"), ("code", "nobody’s"), ("redirect_uri", "http://localhost/")];
    let code_verifier = ("code_verifier", "0123456789012345678901234567890123456789012");
    let mut rows = Vec::new();
    for (what, form) in [
        ("grant_type=password, with Alice’s right password", password.to_vec()),
        ("grant_type=authorization_code, with a made-up code", [code.as_slice(), &[code_verifier]].concat()),
    ] {
        let secret = client.client_secret.as_ref().map(|secret| secret.secret().as_str());
        let request = http.post(format!("{issuer}/token")).basic_auth(client.client_id.as_str(), secret);
        let body = serde_urlencoded::to_string(form).unwrap_or_default();
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        let answer = request.send().await.map_err(silent)?;
        let status = answer.status().as_u16();
        let said: Value = serde_json::from_str(&answer.text().await.map_err(silent)?).unwrap_or_default();
        let error = said["error"].as_str().unwrap_or("none").to_owned();
        rows.push(vec![what.to_owned(), status.to_string(), error]);
    }
    let table = Table {
        caption: "What the provider’s token endpoint says, asked with the app’s own secret".to_owned(),
        columns: ["Asked", "Status", "Error"].map(str::to_owned).to_vec(),
        rows,
    };
    Ok((offered, table))
}

/// The provider's name for itself, and what the app calls itself there.
fn client(stage: &Stage) -> Result<(String, &OpenIdConnect), Void> {
    let unknown = || Void("This app has no identity provider of its own.".to_owned());
    let home = stage.house.home_provider.as_ref().ok_or_else(unknown)?;
    let relying_party = stage.relying_party.as_ref().ok_or_else(unknown)?;
    let provider =
        relying_party.providers().iter().find(|provider| provider.id == home.id).ok_or_else(unknown)?;
    match &provider.protocol {
        Protocol::OpenIdConnect(client) => Ok((home.issuer.of(&stage.sandbox), client)),
        Protocol::GitHub(_) => Err(unknown()),
    }
}
