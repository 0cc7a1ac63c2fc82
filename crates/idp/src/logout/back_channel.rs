//! Telling the clients of a session that it has ended, from server to server: no browser has to be there, and none can
//! get in the way (OpenID Connect Back-Channel Logout 1.0).

use std::time::Duration;

use futures_util::future::join_all;
use openidconnect::url::Url;
use serde::Serialize;
use serde_json::json;

use authn::random_name;

use crate::Provider;
use crate::database::EndedSession;
use crate::realm::Realm;

/// How long a logout token is valid, in seconds (§2.4 recommends two minutes at most).
const LOGOUT_TOKEN_LIFETIME: i64 = 2 * 60;
/// What it says has happened.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// What sets it apart from an ID token, so that neither passes for the other (§2.4).
const TYPE: &str = "logout+jwt";

/// §2.4. It never has a nonce.
#[derive(Serialize)]
struct LogoutToken<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
    sid: &'a str,
    events: serde_json::Value,
}

/// How long a client may take to hear that a session has ended.
const PATIENCE: Duration = Duration::from_secs(3);

/// Tells them all at once. A client that does not answer in time is noted, and keeps nobody signed in.
pub(super) async fn tell_clients(provider: &Provider, realm: &Realm, ended: &EndedSession) {
    let clients = ended.client_ids.iter().filter_map(|id| provider.client(id));
    let told = clients.filter_map(|client| {
        let address = client.backchannel_logout_uri.clone()?;
        Some(async move {
            let told = tell(provider, realm, ended, &client.id, address).await;
            match told {
                Ok(()) => tracing::info!(event = "backchannel_logout", client = client.id, sid = ended.sid),
                Err(error) => {
                    tracing::error!(
                        event = "backchannel_logout_failed",
                        client = client.id,
                        sid = ended.sid,
                        error
                    );
                }
            }
        })
    });
    join_all(told).await;
}

async fn tell(
    provider: &Provider,
    realm: &Realm,
    ended: &EndedSession,
    client_id: &str,
    address: Url,
) -> Result<(), String> {
    let logout_token = logout_token(provider, realm, ended, client_id)?;
    let form =
        serde_urlencoded::to_string([("logout_token", logout_token)]).map_err(|error| error.to_string())?;
    let request = provider
        .requests
        .post(address.as_str())
        .timeout(PATIENCE)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let answer = request.send().await.map_err(|error| error.to_string())?;
    // 204 is as good as 200 (§2.8).
    if answer.status().is_success() { Ok(()) } else { Err(format!("it answered {}", answer.status())) }
}

fn logout_token(
    provider: &Provider,
    realm: &Realm,
    ended: &EndedSession,
    client_id: &str,
) -> Result<String, String> {
    let key = provider.keys.signing().ok_or("there is no key")?;
    let mut header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::RS256);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key.kid().to_owned());
    let (issuer, now) = (realm.issuer(), provider.clock.now());
    let claims = LogoutToken {
        iss: issuer.as_str(),
        sub: &ended.subject,
        aud: client_id,
        iat: now,
        exp: now + LOGOUT_TOKEN_LIFETIME,
        jti: random_name(&*provider.random),
        sid: &ended.sid,
        events: json!({ EVENT: {} }),
    };
    jsonwebtoken::encode(&header, &claims, key.for_logout_tokens()).map_err(|error| error.to_string())
}
