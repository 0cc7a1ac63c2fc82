//! The figures that matter: the house held against the others, round by round.

use super::measurement::Measurement;
use super::results::Results;
use super::statistics::Summary;

/// A pair of arms whose requests a second are compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) ours: &'static str,
    pub(super) theirs: &'static str,
}

const fn pair(ours: &'static str, theirs: &'static str) -> Pair {
    Pair { ours, theirs }
}

/// What is claimed of it, and what else is worth knowing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratio {
    pub(super) name: &'static str,
    /// The pair that the goal is held against: the same kind of store, no cache where the other has none, and no lab where the other has
    /// none.
    pub(super) pair: Pair,
    pub(super) goal: f64,
    /// Pairs that say how much hangs on that choice.
    pub(super) also: &'static [Pair],
}

/// All but that of sign-ins, which is no ratio of two arms.
pub(super) const ALL: [Ratio; 6] = [
    Ratio {
        name: "session_vs_flask_server_side",
        pair: pair("house-sqlite", "flask-sqlite"),
        goal: 25.0,
        also: &[
            pair("house-sqlite", "flask-sqlite-untouched"),
            pair("house-redis", "flask-redis"),
            pair("house-redis", "flask-redis-untouched"),
            pair("session-sqlite", "flask-sqlite"),
        ],
    },
    Ratio {
        name: "session_vs_express",
        pair: pair("house-sqlite", "express-sqlite"),
        goal: 8.0,
        also: &[
            pair("house-sqlite", "express-sqlite-untouched"),
            pair("house-redis", "express-redis"),
            pair("house-redis", "express-redis-untouched"),
            pair("session-sqlite", "express-sqlite"),
        ],
    },
    Ratio {
        name: "session_vs_actix",
        pair: pair("house-redis", "actix-redis"),
        goal: 0.95,
        also: &[
            pair("session-redis", "actix-redis"),
            pair("session-redis-cached", "actix-redis"),
            pair("house-cached", "actix-redis"),
        ],
    },
    Ratio {
        name: "session_cached_vs_jwt",
        pair: pair("session-cached", "jwt"),
        goal: 0.95,
        also: &[pair("session-postgres-cached", "jwt"), pair("session-redis-cached", "jwt")],
    },
    Ratio {
        name: "session_sqlite_vs_jwt",
        pair: pair("session-sqlite", "jwt"),
        goal: 0.8,
        also: &[pair("session-postgres", "jwt"), pair("session-redis", "jwt")],
    },
    Ratio {
        name: "session_cached_vs_jwt_denylist",
        pair: pair("session-cached", "jwt-denylist"),
        goal: 1.0,
        also: &[pair("session-sqlite", "jwt-denylist")],
    },
];

impl Pair {
    /// Compares the two in each round that both have, which is fairer than to compare two medians: what the machine did in a
    /// round it did to both.
    pub(super) fn of(self, results: &Results) -> Option<Summary> {
        self.compare(results, |ours, theirs| ours.answers.a_second / theirs.answers.a_second)
    }

    /// The same by the time that a request takes on a core, which a machine that does other things as well does not falsify.
    pub(super) fn by_cpu_time(self, results: &Results) -> Option<Summary> {
        self.compare(results, |ours, theirs| theirs.cpu_a_request / ours.cpu_a_request)
    }

    fn compare(self, results: &Results, of: fn(&Measurement, &Measurement) -> f64) -> Option<Summary> {
        let (ours, theirs) = (results.arm(self.ours)?, results.arm(self.theirs)?);
        Summary::of(ours.rounds.iter().filter_map(|(round, ours)| {
            let (_, theirs) = theirs.rounds.iter().find(|(same, _)| same == round)?;
            Some(of(ours, theirs))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::arms;
    use super::super::results::ArmResults;
    use super::super::wrk::Answers;
    use super::*;

    fn arm(name: &'static str, rounds: &[(usize, f64)]) -> ArmResults {
        let measured = |a_second| Measurement {
            answers: Answers { a_second, ..Answers::default() },
            ..Measurement::default()
        };
        let rounds = rounds.iter().map(|(round, a_second)| (*round, measured(*a_second))).collect();
        ArmResults { name, what: "", store: "", rounds, void: Vec::new() }
    }

    #[test]
    fn rounds_are_compared_with_their_like() {
        let ours = arm("a", &[(0, 100.0), (1, 10.0), (2, 900.0)]);
        let theirs = arm("b", &[(1, 5.0), (0, 20.0), (3, 1.0)]);
        let ratio = pair("a", "b").of(&Results { arms: vec![ours, theirs] }).expect("two rounds have both");
        assert_eq!((ratio.least, ratio.most, ratio.rounds), (2.0, 5.0, 2));
    }

    #[test]
    fn without_both_there_is_none() {
        let results = Results { arms: vec![arm("a", &[(0, 1.0)]), arm("b", &[(1, 1.0)])] };
        assert!(pair("a", "b").of(&results).is_none() && pair("a", "c").of(&results).is_none());
    }

    #[test]
    fn every_pair_is_of_arms_that_exist() {
        let known: Vec<_> = arms::all().iter().map(|arm| arm.name()).collect();
        let pairs = ALL.iter().flat_map(|ratio| ratio.also.iter().chain([&ratio.pair]));
        for Pair { ours, theirs } in pairs {
            assert!(known.contains(ours) && known.contains(theirs), "{ours} and {theirs}");
        }
    }
}
