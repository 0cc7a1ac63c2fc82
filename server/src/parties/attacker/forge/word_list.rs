//! What people choose: the commonest passwords, and each with what they put behind it when asked for more. The list is
//! public, as every thief's first list is.

static COMMONEST: &str = include_str!("../../../../../crates/authn/src/commonest_passwords.txt");
const ENDINGS: [&str; 8] = ["", "1", "123", "!", "2023", "2024", "2025", "2026"];

/// How many there are.
pub(super) fn len() -> u64 {
    (COMMONEST.lines().count() * ENDINGS.len()) as u64
}

/// Every word, likeliest first.
pub(crate) fn words() -> impl Iterator<Item = String> {
    ENDINGS.iter().flat_map(|ending| COMMONEST.lines().map(move |word| format!("{word}{ending}")))
}
