//! The one voice of all verbs: what is being done, for how long, and how it went.

use std::io::{Write, stderr, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether standard output is for a machine, and people read standard error.
static ASIDE: AtomicBool = AtomicBool::new(false);

/// Speaks on standard error from here on.
pub(crate) fn aside() {
    ASIDE.store(true, Ordering::Relaxed);
}

/// Whether it does.
pub(crate) fn is_aside() -> bool {
    ASIDE.load(Ordering::Relaxed)
}

/// One line, at once. A reader who went away, as `head` does, is no reason to stop.
pub(crate) fn line(text: &str) {
    let _ = if is_aside() { writeln!(stderr(), "{text}") } else { writeln!(stdout(), "{text}") };
}

/// Announces a piece of work that the reader is about to wait for.
pub(crate) fn doing(what: &str, how_long: &str) {
    line(&format!("» {what} ({how_long})"));
}

/// A remark under the piece of work announced last.
pub(crate) fn remark(text: &str) {
    line(&format!("  {text}"));
}

/// A duration as people say it: `0.4 s`, `58 s`, `12 min 05 s`.
pub(crate) fn time(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 10 {
        format!("{:.1} s", duration.as_secs_f32())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_speech() {
        assert_eq!(time(Duration::from_millis(420)), "0.4 s");
        assert_eq!(time(Duration::from_secs(58)), "58 s");
        assert_eq!(time(Duration::from_secs(725)), "12 min 05 s");
    }
}
