//! Lines of this very program, shown beside what they do: taken from its files when it is built, so that they cannot rot.

/// A region of a file, and the arm that it belongs to.
#[derive(Debug)]
pub struct Source {
    /// The slug of the arm.
    pub arm: &'static str,
    /// The file, from the root of the repository.
    pub path: &'static str,
    /// The lines.
    pub code: &'static str,
}

/// The lines between `// #region {name}` and `// #endregion {name}`.
///
/// ```
/// const CODE: &str = "a\n    // #region lock\n    turn(key);\n    // #endregion lock\nb\n";
/// const LOCK: &str = lab::region(CODE, "lock");
/// assert_eq!(LOCK, "    turn(key);\n");
/// ```
///
/// # Panics
/// If there is no such region; in a `const`, that fails the build.
#[must_use]
pub const fn region(text: &'static str, name: &str) -> &'static str {
    let begin = line_after(text, marker(text, "// #region ", name));
    let (_, rest) = text.split_at(begin);
    let end = line_of(rest, marker(rest, "// #endregion ", name));
    let (lines, _) = rest.split_at(end);
    lines
}

/// Where `prefix` and `name` stand, alone to the end of their line.
const fn marker(text: &str, prefix: &str, name: &str) -> usize {
    let (text, prefix, name) = (text.as_bytes(), prefix.as_bytes(), name.as_bytes());
    let mut at = 0;
    while at + prefix.len() + name.len() <= text.len() {
        let after = at + prefix.len() + name.len();
        if stands(text, prefix, at)
            && stands(text, name, at + prefix.len())
            && (after == text.len() || text[after] == b'\n')
        {
            return at;
        }
        at += 1;
    }
    panic!("there is no region by that name")
}

const fn stands(text: &[u8], part: &[u8], at: usize) -> bool {
    let mut i = 0;
    while i < part.len() {
        if text[at + i] != part[i] {
            return false;
        }
        i += 1;
    }
    true
}

const fn line_after(text: &str, mut at: usize) -> usize {
    let text = text.as_bytes();
    while at < text.len() && text[at] != b'\n' {
        at += 1;
    }
    at + 1
}

const fn line_of(text: &str, mut at: usize) -> usize {
    let text = text.as_bytes();
    while at > 0 && text[at - 1] != b'\n' {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "no region by that name")]
    fn a_renamed_region_is_an_error() {
        let _ = region("// #region lock it\nturn(key);\n// #endregion lock it\n", "lock");
    }

    #[test]
    #[should_panic(expected = "no region by that name")]
    fn a_region_ends() {
        let _ = region("// #region lock\nturn(key);\n", "lock");
    }
}
