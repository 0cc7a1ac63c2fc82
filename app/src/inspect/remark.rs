//! The one header of an exchange that shows how its door works.

use domain::{Door, Exchange, Header};

/// What to point at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// The header's name and a colon, if it is a header.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Who put it there, or where the credential went instead.
    pub gloss: &'static str,
}

/// Finds it. An answer that hands a credential out matters more than a request that carries one.
pub(crate) fn remark(exchange: &Exchange) -> Option<Remark> {
    let request = |name, gloss| pointing_at(&exchange.request, name, gloss);
    match exchange.door {
        Door::LocalStorageJwt if hands_out_tokens(exchange) => {
            Some(in_words("The answer's body carries both tokens."))
        }
        // Claim T4.
        Door::LocalStorageJwt if exchange.path.ends_with("/logout") => {
            Some(in_words("Nothing happened on the server: there was nothing to end."))
        }
        Door::LocalStorageJwt => request("authorization", " · attached by our script"),
        Door::CookieSession => {
            set_cookie(exchange).or_else(|| request("cookie", " · attached by the browser"))
        }
    }
}

const fn in_words(gloss: &'static str) -> Remark {
    Remark { name: String::new(), value: String::new(), gloss }
}

fn hands_out_tokens(exchange: &Exchange) -> bool {
    exchange.status == 200 && (exchange.path.ends_with("/login") || exchange.path.ends_with("/refresh"))
}

fn set_cookie(exchange: &Exchange) -> Option<Remark> {
    let mut remark = pointing_at(&exchange.response, "set-cookie", " · kept by the browser")?;
    if remark.value.contains("Max-Age=0") {
        remark.gloss = " · thrown away by the browser";
    }
    Some(remark)
}

fn pointing_at(headers: &[Header], name: &str, gloss: &'static str) -> Option<Remark> {
    let header = headers.iter().find(|header| header.secret && header.name == name)?;
    Some(Remark { name: format!("{name}: "), value: header.value.clone(), gloss })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(door: Door, path: &str, request: &str, response: &str) -> Exchange {
        let header =
            |name: &str| vec![Header { name: name.to_owned(), value: "…".to_owned(), secret: true }];
        let (method, path) = ("GET".to_owned(), path.to_owned());
        let (request, response) = (header(request), header(response));
        Exchange { number: 1, at: 0, door, method, path, status: 200, request, response }
    }

    #[test]
    fn each_door_shows_how_it_is_opened() {
        let gloss = |exchange| remark(&exchange).map(|remark| remark.gloss);
        let token = |path| exchange(Door::LocalStorageJwt, path, "authorization", "-");
        assert_eq!(gloss(token("/api/jwt/profile/me")), Some(" · attached by our script"));
        assert_eq!(gloss(token("/api/jwt/login")), Some("The answer's body carries both tokens."));
        let session = |response| exchange(Door::CookieSession, "/fn/session/log_in", "cookie", response);
        assert_eq!(gloss(session("set-cookie")), Some(" · kept by the browser"));
        assert_eq!(gloss(session("-")), Some(" · attached by the browser"));
    }
}
