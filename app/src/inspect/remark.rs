//! The one header of an exchange that shows how its door works.

use domain::{Door, Exchange, Header};

/// How the cookie of the session begins, among others that open nothing.
const SESSION: &str = "__Host-session=";

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
    match exchange.door {
        Door::LocalStorageJwt if hands_out_tokens(exchange) => {
            Some(in_words("The answer's body carries both tokens."))
        }
        // Claim T4.
        Door::LocalStorageJwt if exchange.path.ends_with("/logout") => {
            Some(in_words("Nothing happened on the server: there was nothing to end."))
        }
        Door::LocalStorageJwt => authorization(exchange),
        Door::CookieSession => set_cookie(exchange).or_else(|| cookie(exchange)),
    }
}

const fn in_words(gloss: &'static str) -> Remark {
    Remark { name: String::new(), value: String::new(), gloss }
}

fn hands_out_tokens(exchange: &Exchange) -> bool {
    exchange.status == 200 && (exchange.path.ends_with("/login") || exchange.path.ends_with("/refresh"))
}

fn authorization(exchange: &Exchange) -> Option<Remark> {
    let value = values(&exchange.request, "authorization").next()?;
    Some(pointing_at("authorization", value, " · attached by our script"))
}

fn set_cookie(exchange: &Exchange) -> Option<Remark> {
    let value = values(&exchange.response, "set-cookie").find(|value| value.starts_with(SESSION))?;
    let gone = value.split(';').any(|attribute| attribute.trim_start_matches(' ') == "Max-Age=0");
    let gloss = if gone { " · thrown away by the browser" } else { " · kept by the browser" };
    Some(pointing_at("set-cookie", value, gloss))
}

fn cookie(exchange: &Exchange) -> Option<Remark> {
    let cookies = values(&exchange.request, "cookie").flat_map(|value| value.split(';'));
    let value =
        cookies.map(|cookie| cookie.trim_start_matches(' ')).find(|cookie| cookie.starts_with(SESSION))?;
    Some(pointing_at("cookie", value, " · attached by the browser"))
}

fn values<'a>(headers: &'a [Header], name: &'static str) -> impl Iterator<Item = &'a str> {
    headers.iter().filter(move |header| header.name == name).map(|header| header.value.as_str())
}

fn pointing_at(name: &'static str, value: &str, gloss: &'static str) -> Remark {
    Remark { name: format!("{name}: "), value: value.to_owned(), gloss }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(door: Door, path: &str, request: [&str; 2], response: &[&str]) -> Exchange {
        let header =
            |name: &str, value: &str| Header { name: name.to_owned(), value: value.to_owned(), secret: true };
        let request = vec![header(request[0], request[1])];
        let response = response.iter().map(|value| header("set-cookie", value)).collect();
        let (method, path) = ("GET".to_owned(), path.to_owned());
        Exchange { number: 1, at: 0, door, method, path, status: 200, request, response }
    }

    fn said(exchange: &Exchange) -> String {
        remark(exchange).map(|said| said.name + &said.value + said.gloss).unwrap_or_default()
    }

    #[test]
    fn the_token_door_is_opened_by_a_header() {
        let exchange = |path| exchange(Door::LocalStorageJwt, path, ["authorization", "Bearer eyJhbG…"], &[]);
        let header = "authorization: Bearer eyJhbG… · attached by our script";
        assert_eq!(said(&exchange("/api/jwt/profile/me")), header);
        assert_eq!(said(&exchange("/api/jwt/login")), "The answer's body carries both tokens.");
    }

    #[test]
    fn the_session_door_is_opened_by_one_cookie_among_others() {
        let cookies = ["cookie", "__Host-sandbox=a…; __Host-session=b…; __Host-device=c…"];
        let exchange = |response| exchange(Door::CookieSession, "/fn/session/log_in", cookies, response);
        assert_eq!(said(&exchange(&[])), "cookie: __Host-session=b… · attached by the browser");
        let set = ["__Host-device=d…; HttpOnly", "__Host-session=e…; HttpOnly"];
        assert_eq!(said(&exchange(&set)), "set-cookie: __Host-session=e…; HttpOnly · kept by the browser");
        let gone = ["__Host-session=; Max-Age=0"];
        assert_eq!(
            said(&exchange(&gone)),
            "set-cookie: __Host-session=; Max-Age=0 · thrown away by the browser"
        );
    }
}
