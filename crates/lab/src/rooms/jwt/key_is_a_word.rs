//! Deliberate flaw, `key_is_a_word` (claim T1): a key that somebody made up. One token is enough to try words against at
//! home, as fast as a machine can hash, and nobody sees it happen.

// #region a word for a key
/// A common password with a year behind it: what people think of when a program asks for a secret.
pub(super) const WORD: &[u8] = b"sunshine2025";
// #endregion a word for a key
