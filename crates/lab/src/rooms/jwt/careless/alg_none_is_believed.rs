//! Deliberate flaw, `alg_none_is_believed` (claim T1): a token that says it needs no signature is taken at its word. The
//! standard has such tokens (RFC 7519 §6), for places where something else vouches for them; here nothing does.

/// Whether a token with this `alg` needs no signature. Capital letters are no obstacle, as in many a library once.
pub(super) fn believes(alg: &str) -> bool {
    alg.eq_ignore_ascii_case("none")
}
