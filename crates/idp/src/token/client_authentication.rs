//! Which client it is, by one method and no more (RFC 6749 §2.3).

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openidconnect::url::form_urlencoded;

use super::TokenRefusal;
use crate::parameters::Parameters;
use crate::{Client, ClientAuthentication, Provider};

/// What a client said of itself.
struct Claimed {
    id: String,
    secret: Option<String>,
}

/// Returns the client, if it proved that it is.
pub(super) fn authenticate<'a>(
    provider: &'a Provider,
    headers: &HeaderMap,
    form: &Parameters,
) -> Result<&'a Client, TokenRefusal> {
    let claimed = match headers.get(header::AUTHORIZATION) {
        Some(authorization) => {
            let basic = authorization.to_str().ok().and_then(basic).ok_or(TokenRefusal::InvalidClient)?;
            let other = form.get("client_id").is_some_and(|id| id != basic.id);
            if form.get("client_secret").is_some() || other {
                return Err(TokenRefusal::InvalidRequest("a client says who it is in one way, and once"));
            }
            basic
        }
        None => Claimed {
            id: form.get("client_id").ok_or(TokenRefusal::InvalidClient)?.to_owned(),
            secret: form.get("client_secret").map(str::to_owned),
        },
    };
    let client = provider.client(&claimed.id).ok_or(TokenRefusal::InvalidClient)?;
    let proved = match (&client.authentication, &claimed.secret) {
        (ClientAuthentication::Confidential(digest), Some(secret)) => digest.opens_with(secret),
        (ClientAuthentication::Public, None) => true,
        // A public client has no secret: whoever brings one takes it for another.
        (ClientAuthentication::Confidential(_), None) | (ClientAuthentication::Public, Some(_)) => false,
    };
    if proved { Ok(client) } else { Err(TokenRefusal::InvalidClient) }
}

/// `client_secret_basic`: both parts are form-encoded before they are joined (RFC 6749 §2.3.1), which ordinary Basic
/// authentication does not do.
fn basic(authorization: &str) -> Option<Claimed> {
    let (scheme, credentials) = authorization.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let credentials = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (id, secret) = credentials.split_once(':')?;
    let secret = Some(form_decoded(secret)).filter(|secret| !secret.is_empty());
    Some(Claimed { id: form_decoded(id), secret })
}

fn form_decoded(text: &str) -> String {
    // As the name of a parameter without a value.
    form_urlencoded::parse(text.as_bytes()).map(|(name, value)| name.into_owned() + &value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(credentials: &str) -> Option<(String, Option<String>)> {
        let header = format!("Basic {}", STANDARD.encode(credentials));
        basic(&header).map(|claimed| (claimed.id, claimed.secret))
    }

    #[test]
    fn both_parts_are_form_encoded() {
        assert_eq!(read("a%3Ab:c+d%25"), Some(("a:b".to_owned(), Some("c d%".to_owned()))));
        assert_eq!(read("id:"), Some(("id".to_owned(), None)));
        assert_eq!(read("id"), None);
        assert_eq!(basic("Bearer abc").map(|claimed| claimed.id), None);
    }
}
