//! Spans of time, as people say them.

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A span to the second, for a countdown: `10 min 39 s`.
#[must_use]
pub fn precisely(seconds: i64) -> String {
    match seconds {
        ..MINUTE => format!("{seconds} s"),
        MINUTE..HOUR => format!("{} min {} s", seconds / MINUTE, seconds % MINUTE),
        _ => format!("{} h {} min", seconds / HOUR, seconds % HOUR / MINUTE),
    }
}

/// A span in its largest unit, for a table: `29 min`.
#[must_use]
pub fn roughly(seconds: i64) -> String {
    match seconds {
        ..MINUTE => format!("{} s", seconds.max(0)),
        MINUTE..HOUR => format!("{} min", seconds / MINUTE),
        HOUR..DAY => format!("{} h", seconds / HOUR),
        _ => format!("{} d", seconds / DAY),
    }
}

/// How long ago something was, to the minute: `now`, `2 h ago`.
#[must_use]
pub fn ago(seconds: i64) -> String {
    if seconds < MINUTE { "now".to_owned() } else { format!("{} ago", roughly(seconds)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_keeps_its_largest_units() {
        assert_eq!([precisely(9), precisely(639), precisely(7_260)], ["9 s", "10 min 39 s", "2 h 1 min"]);
        assert_eq!([roughly(59), roughly(60), roughly(7_199)], ["59 s", "1 min", "1 h"]);
        assert_eq!([ago(-2), ago(59), ago(DAY)], ["now", "now", "1 d ago"]);
    }
}
