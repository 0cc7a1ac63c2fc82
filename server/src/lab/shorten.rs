//! Secrets are shortened before they are kept: a page that could read the session's id here would undo `HttpOnly`.

use axum::http::HeaderMap;
use domain::Header;

/// How much of a credential is shown: enough to tell two apart, too little to use.
const SHOWN: usize = 6;

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
        _ => None,
    };
    Header {
        name: name.to_owned(),
        secret: shortened.is_some(),
        value: shortened.unwrap_or_else(|| value.to_owned()),
    }
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
    }
}
