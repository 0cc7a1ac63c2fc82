//! How long a session lives (ASVS 7.3.1, 7.3.2). All figures are in seconds.

/// A session that is not heard of for this long is over.
pub const IDLE_TIMEOUT: i64 = 30 * 60;
/// A session is over after this long, however busy it is.
pub const ABSOLUTE_TIMEOUT: i64 = 12 * 60 * 60;
/// Being heard of is written down at most this often, so that reading a page costs no write.
pub const TOUCH_EVERY: i64 = 60;

/// When a session that began at `created_at` and was heard of at `last_seen_at` is over, in seconds since 1970.
#[must_use]
pub const fn expires_at(created_at: i64, last_seen_at: i64) -> i64 {
    let (idle, absolute) = (last_seen_at + IDLE_TIMEOUT, created_at + ABSOLUTE_TIMEOUT);
    if idle < absolute { idle } else { absolute }
}

#[cfg(test)]
mod tests {
    use super::*;

    // ASVS 7.3.1, 7.3.2
    #[test]
    fn whichever_comes_first() {
        assert_eq!(expires_at(0, 0), 1_800);
        assert_eq!(expires_at(0, 43_100), 43_200);
    }
}
