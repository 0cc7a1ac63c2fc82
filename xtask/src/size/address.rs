//! Addresses on one site: where a reference leads, if it stays here.

/// The path that `reference` means on the page or in the file at `base` (RFC 3986 §5.2, as much of it as our own files need):
/// with its query, without its fragment. Nothing, if it leads to another site or to none.
pub(super) fn resolve(base: &str, reference: &str) -> Option<String> {
    let reference = reference.split('#').next().unwrap_or_default();
    let base = path(base);
    let whole = match reference {
        "" => return None,
        _ if reference.starts_with("//") || has_scheme(reference) => return None,
        _ if reference.starts_with('/') => reference.to_owned(),
        _ if reference.starts_with('?') => format!("{base}{reference}"),
        _ => format!("{}/{reference}", &base[..base.rfind('/').unwrap_or(0)]),
    };
    let (path, query) = match whole.split_once('?') {
        Some((path, query)) => (path, format!("?{query}")),
        None => (whole.as_str(), String::new()),
    };
    Some(without_dots(path) + &query)
}

/// An address without its query.
pub(super) fn path(address: &str) -> &str {
    address.split('?').next().unwrap_or_default()
}

fn has_scheme(reference: &str) -> bool {
    let before = reference.split(['/', '?']).next().unwrap_or_default();
    before.contains(':')
}

fn without_dots(path: &str) -> String {
    let mut kept = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            _ => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_here_is_found() {
        let at = |reference| resolve("/pkg/two-doors.js?v=1", reference);
        assert_eq!(at("/fonts/inter.woff2").as_deref(), Some("/fonts/inter.woff2"));
        assert_eq!(at("./snippets/a/inline0.js").as_deref(), Some("/pkg/snippets/a/inline0.js"));
        assert_eq!(at("../fonts/a.woff2?v=2#x").as_deref(), Some("/fonts/a.woff2?v=2"));
        assert_eq!(at("?v=2").as_deref(), Some("/pkg/two-doors.js?v=2"));
        assert_eq!(at("/").as_deref(), Some("/"));
    }

    #[test]
    fn what_leads_away_is_not() {
        for reference in
            ["", "#main", "https://example.test/", "//example.test/", "data:image/png,x", "mailto:a@b"]
        {
            assert_eq!(resolve("/compare", reference), None, "{reference}");
        }
    }
}
