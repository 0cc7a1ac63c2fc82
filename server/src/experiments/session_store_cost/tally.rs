//! What was counted of one way.

use std::time::Duration;

use super::way::Way;
use crate::lab::Metered;

/// The lab's own question, which no program outside a lab asks: what is switched on in the room.
const OF_THE_LAB: &str = "defences";
/// The write that comes once a minute at most: it says that the session is still used.
const TOUCH: &str = "touch the session";
/// Of so many requests that are said to ask nothing, one may: a memory that has lost its lease reads, rather than believe
/// what it remembers.
const STRAY: usize = 10;

/// The requests of one way, added up.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) way: Way,
    pub(super) requests: usize,
    /// Those that were not answered with 200.
    pub(super) refused: usize,
    /// Those that asked the store who that is.
    pub(super) asking: usize,
    /// How often they did.
    pub(super) look_ups: usize,
    /// Those that were told from memory.
    pub(super) remembered: usize,
    /// How often they noted that the session was heard of.
    pub(super) touches: usize,
    /// In order, in microseconds.
    times: Vec<f64>,
}

/// What they come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// Each of them asked.
    Always,
    /// None did, or so few that it was not for want of a memory.
    Never,
    /// Neither.
    Sometimes,
}

impl Tally {
    /// Adds up what was counted of a way.
    pub(super) fn of(way: Way, metered: &[Metered]) -> Self {
        let own: Vec<_> = metered.iter().filter(|one| one.path == way.path()).collect();
        let asked = |one: &Metered, what: fn(&str) -> bool| {
            one.asked.queries.iter().filter(|query| what(query)).count()
        };
        let look_up: fn(&str) -> bool = |query| query != OF_THE_LAB && query != TOUCH;
        let mut times: Vec<_> = own.iter().map(|one| microseconds(one.took)).collect();
        times.sort_by(f64::total_cmp);
        Self {
            way,
            requests: own.len(),
            refused: own.iter().filter(|one| one.status != 200).count(),
            asking: own.iter().filter(|one| asked(one, look_up) > 0).count(),
            look_ups: own.iter().map(|one| asked(one, look_up)).sum(),
            remembered: own.iter().filter(|one| !one.asked.remembered.is_empty()).count(),
            touches: own.iter().map(|one| asked(one, |query| query == TOUCH)).sum(),
            times,
        }
    }

    /// Whether they asked the store. A time decides nothing here.
    pub(super) fn asks(&self) -> Asks {
        match self.asking {
            _ if self.requests == 0 => Asks::Sometimes,
            asking if asking == self.requests => Asks::Always,
            asking if asking * STRAY <= self.requests => Asks::Never,
            _ => Asks::Sometimes,
        }
    }

    /// Look-ups a request, on the average.
    pub(super) fn look_ups_a_request(&self) -> f64 {
        float(self.look_ups) / float(self.requests.max(1))
    }

    /// The time that so many hundredths of them did not exceed, in microseconds.
    pub(super) fn percentile(&self, hundredths: usize) -> f64 {
        let last = self.times.len().saturating_sub(1);
        self.times.get(last * hundredths / 100).copied().unwrap_or_default()
    }
}

fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use store::Noted;

    use super::*;

    fn metered(way: Way, status: u16, micros: u64, queries: &[&'static str]) -> Metered {
        let asked = Noted { queries: queries.to_vec(), remembered: Vec::new() };
        Metered { path: way.path(), status, took: Duration::from_micros(micros), asked }
    }

    fn asking(asked: usize, all: usize) -> Asks {
        let query = |at| if at < asked { &["read the session and its user"][..] } else { &[] };
        let all: Vec<_> = (0..all).map(|at| metered(Way::Memory, 200, 1, query(at))).collect();
        Tally::of(Way::Memory, &all).asks()
    }

    #[test]
    fn one_that_asks_each_time_is_told_from_one_that_asks_nothing() {
        assert_eq!([asking(100, 100), asking(0, 100)], [Asks::Always, Asks::Never]);
        assert_eq!(
            [asking(10, 100), asking(11, 100), asking(99, 100)],
            [Asks::Never, Asks::Sometimes, Asks::Sometimes]
        );
        assert_eq!(asking(0, 0), Asks::Sometimes, "nothing shows nothing");
    }

    #[test]
    fn what_only_a_lab_asks_and_what_is_written_are_no_look_ups() {
        let all = [
            metered(Way::Denylist, 200, 30, &["defences", "ask the denylist"]),
            metered(Way::Denylist, 401, 10, &["defences"]),
            metered(Way::Row, 200, 5, &["read the session and its user", "touch the session"]),
        ];
        let denylist = Tally::of(Way::Denylist, &all);
        assert_eq!((denylist.requests, denylist.refused), (2, 1));
        assert_eq!((denylist.asking, denylist.look_ups, denylist.touches), (1, 1, 0));
        assert_eq!((denylist.percentile(0), denylist.percentile(100)), (10.0, 30.0));
        let row = Tally::of(Way::Row, &all);
        assert_eq!((row.asks(), row.look_ups, row.touches), (Asks::Always, 1, 1));
    }
}
