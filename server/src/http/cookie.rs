//! Reading one cookie of a request (RFC 6265bis §5.8.3).

use axum::http::{HeaderMap, header};

/// The value of the first cookie by this name.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: &[&'static str]) -> HeaderMap {
        lines.iter().map(|line| (header::COOKIE, line.parse().unwrap())).collect()
    }

    #[test]
    fn the_first_by_the_whole_name_is_taken() {
        let headers = shown(&["other=1; session_id=2; xsession=3", "session=4=5 ;session=6"]);
        assert_eq!(cookie(&headers, "session"), Some("4=5"));
        assert_eq!(cookie(&headers, "sess"), None);
    }

    #[test]
    fn an_empty_value_is_one_and_a_name_alone_has_none() {
        assert_eq!(cookie(&shown(&["session="]), "session"), Some(""));
        assert_eq!(cookie(&shown(&["session"]), "session"), None);
        assert_eq!(cookie(&shown(&[]), "session"), None);
    }
}
