//! Secrets are shortened before they are kept: a page that could read the session's id here would undo `HttpOnly`.

use axum::http::HeaderMap;
use domain::Header;

/// How much of a credential is shown: enough to tell two apart, too little to use.
const SHOWN: usize = 6;
/// What an address that a browser is sent to may carry, and nobody else should have (RFC 6749 §4.1.2).
const OPENING: [&str; 5] = ["code", "state", "id_token", "access_token", "jwt"];

/// The headers as they went, each credential cut to its first characters.
pub(super) fn shorten_secrets(headers: &HeaderMap) -> Vec<Header> {
    headers
        .iter()
        .map(|(name, value)| header(name.as_str(), &String::from_utf8_lossy(value.as_bytes())))
        .collect()
}

fn header(name: &str, value: &str) -> Header {
    let shortened = match name {
        "cookie" => Some(value.split("; ").map(pair).collect::<Vec<_>>().join("; ")),
        "set-cookie" => Some(match value.split_once(';') {
            Some((first, attributes)) => format!("{};{attributes}", pair(first)),
            None => pair(value),
        }),
        "authorization" => Some(match value.split_once(' ') {
            Some((scheme, credential)) => format!("{scheme} {}", cut(credential)),
            None => cut(value),
        }),
        "location" => Some(address(value)).filter(|shortened| shortened != value),
        _ => None,
    };
    Header {
        name: name.to_owned(),
        secret: shortened.is_some(),
        value: shortened.unwrap_or_else(|| value.to_owned()),
    }
}

/// An address in which what opens something has lost its tail.
fn address(address: &str) -> String {
    let parts = address.split_inclusive(['?', '#', '&']).map(|part| {
        let (part, mark) = part.split_at(part.len() - usize::from(part.ends_with(['?', '#', '&'])));
        match part.split_once('=') {
            Some((name, value)) if OPENING.contains(&name) => format!("{name}={}{mark}", cut(value)),
            _ => format!("{part}{mark}"),
        }
    });
    parts.collect()
}

fn pair(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, value)) => format!("{name}={}", cut(value)),
        None => cut(pair),
    }
}

fn cut(secret: &str) -> String {
    match secret.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &secret[..end]),
        // Short enough to be guessed from what would be left of it.
        None if secret.is_empty() => String::new(),
        None => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_lose_their_tails_and_nothing_else_does() {
        let shown = |name, value| header(name, value).value;
        assert_eq!(shown("cookie", "__Host-session=abcdefghijkl; a=b"), "__Host-session=abcdef…; a=…");
        assert_eq!(
            shown("set-cookie", "__Host-session=abcdefghijkl; HttpOnly; Path=/"),
            "__Host-session=abcdef…; HttpOnly; Path=/"
        );
        assert_eq!(shown("authorization", "Bearer eyJhbGciOiJI"), "Bearer eyJhbG…");
        assert_eq!(shown("authorization", "eyJhbGciOiJI"), "eyJhbG…");
        assert_eq!(shown("accept", "application/json"), "application/json");
        let answer =
            "http://localhost:3000/callback?code=abcdefghijkl&state=mnopqrstuv&iss=http://idp.localhost";
        let shortened = "http://localhost:3000/callback?code=abcdef…&state=mnopqr…&iss=http://idp.localhost";
        assert_eq!(shown("location", answer), shortened);
        assert_eq!(shown("location", "/callback#id_token=eyJhbGciOi"), "/callback#id_token=eyJhbG…");
        assert_eq!(shown("location", "/account?done=name"), "/account?done=name");
    }
}
