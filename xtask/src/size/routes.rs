//! The pages there are, read from the one screen that lists them: `app/src/app.rs`.

use super::address::path;

/// Addresses that no link and no route alone leads to: an experiment while it runs, with the island that runs any
/// of them, and a page that is not there.
const BESIDES: [&str; 2] = ["/experiments/token-theft?running", "/no-such-page"];

/// The routes of the app.
pub(super) struct Routes(Vec<String>);

impl Routes {
    /// Reads every `path!("…")`.
    pub(super) fn of(source: &str) -> Self {
        let after = source.split("path!(\"").skip(1);
        Self(after.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect())
    }

    /// The addresses that are known beforehand. Where a route has a parameter, links say what it may be.
    pub(super) fn to_begin_with(&self) -> Vec<String> {
        let whole = self.0.iter().filter(|route| !route.contains(':'));
        whole.cloned().chain(BESIDES.map(str::to_owned)).collect()
    }

    /// Whether an address is one of a page.
    pub(super) fn lead_to(&self, address: &str) -> bool {
        self.0.iter().any(|route| matches(route, path(address)))
    }
}

fn matches(route: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (route.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given => {}
            (Some(wanted), Some(given)) if wanted.starts_with(':') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes() -> Routes {
        Routes::of(
            r#"<Route path=path!("/") view=Home/> <Route path=path!("/claims/:claim/proof") view=Proof/>"#,
        )
    }

    #[test]
    fn a_route_without_a_parameter_is_an_address() {
        assert_eq!(routes().to_begin_with(), [&["/"], &BESIDES[..]].concat());
    }

    #[test]
    fn a_parameter_stands_for_one_segment() {
        let routes = routes();
        assert!(routes.lead_to("/"));
        assert!(routes.lead_to("/claims/T4/proof?all"));
        assert!(!routes.lead_to("/claims//proof"));
        assert!(!routes.lead_to("/claims/T4"));
        assert!(!routes.lead_to("/api/session/export"));
    }
}
