//! Reads from `Cargo.lock` which version of a package was chosen.

use std::fs;

use crate::failure::Failure;
use crate::places::Places;

/// The locked version of `package`.
pub(super) fn version_of(places: &Places, package: &'static str) -> Result<String, Failure> {
    let path = places.root.join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(Failure::io("read", &path))?;
    locked(&lock, package).map(str::to_owned).ok_or(Failure::NoLockedVersion { package })
}

/// Cargo writes the version on the line after the name, which spares us a TOML parser.
fn locked<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked;

    const LOCK: &str = "\
version = 4

[[package]]
name = \"wasm-bindgen-macro\"
version = \"0.2.1\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
source = \"registry\"
dependencies = [
 \"cfg-if\",
]
";

    #[test]
    fn the_version_is_the_package_s_own() {
        assert_eq!(locked(LOCK, "wasm-bindgen"), Some("0.2.130"));
    }

    #[test]
    fn a_package_that_is_not_locked_has_none() {
        assert_eq!(locked(LOCK, "leptos"), None);
        assert_eq!(locked(LOCK, "cfg-if"), None);
        assert_eq!(locked("", "wasm-bindgen"), None);
    }
}
