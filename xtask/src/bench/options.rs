//! What this verb can be told.

use std::path::PathBuf;

use super::BenchFailure;
use crate::failure::Failure;

pub(super) const USAGE: &str = "\
Usage: cargo xtask bench [--quick] [--only ARM,…] [--rounds N] [--seconds S] [--growth] [--built FOLDER]
       cargo xtask bench --prepare [--only ARM,…] [--built FOLDER]

  --quick       two rounds of two seconds: does it all work? No figure of that is worth keeping
  --only        these arms alone, by their names in docs/BENCHMARKS.md
  --rounds      how often each arm is measured (12)
  --seconds     for how long each time (3)
  --growth      in place of all that: requests a second as sessions grow from a thousand to ten million
  --built       our own programs from this folder of cargo's, as target/release, instead of building them
  --prepare     install and build what is measured, and measure nothing

Raw figures go to target/bench/; the table in docs/BENCHMARKS.md is written by a run without --quick and --only.";

/// Rounds come in pairs, one forwards and one backwards. Many short ones tell more than a few long ones: what a neighbour does to
/// a shared machine lasts for seconds, and spoils a round, long or short.
const ROUNDS: usize = 12;
const SECONDS: u64 = 3;
const QUICK: (usize, u64) = (2, 2);

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) quick: bool,
    pub(super) growth: bool,
    pub(super) prepare: bool,
    /// Where our own programs lie, if they are not to be built.
    pub(super) built: Option<PathBuf>,
    pub(super) only: Vec<String>,
    pub(super) rounds: usize,
    pub(super) seconds: u64,
}

impl Options {
    /// Reads the words after `bench`.
    ///
    /// # Errors
    /// [`Failure::UnknownOption`] for what is none, and for a number that is none.
    pub(super) fn parse(arguments: &[String]) -> Result<Self, Failure> {
        let quick = arguments.iter().any(|argument| argument == "--quick");
        let (rounds, seconds) = if quick { QUICK } else { (ROUNDS, SECONDS) };
        let (growth, prepare, built, only) = (false, false, None, Vec::new());
        let mut options = Self { quick, growth, prepare, built, only, rounds, seconds };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().cloned().unwrap_or_default();
            match argument.as_str() {
                "--quick" => {}
                "--growth" => options.growth = true,
                "--prepare" => options.prepare = true,
                "--built" => options.built = Some(value().into()),
                "--only" => options.only = value().split(',').map(str::to_owned).collect(),
                "--rounds" => options.rounds = number(&value())?,
                "--seconds" => options.seconds = number(&value())?,
                other => return Err(unknown(other)),
            }
        }
        Ok(options)
    }

    /// Whether this is a run whose table is for others to read.
    pub(super) fn is_for_the_document(&self) -> bool {
        !self.quick && self.only.is_empty()
    }
}

fn number<T: std::str::FromStr + PartialOrd + From<u8>>(given: &str) -> Result<T, Failure> {
    given.parse().ok().filter(|number| *number >= T::from(1)).ok_or_else(|| unknown(given))
}

fn unknown(given: &str) -> Failure {
    BenchFailure::UnknownOption { given: given.to_owned(), usage: USAGE }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Option<Options> {
        let words: Vec<_> = words.iter().map(ToString::to_string).collect();
        Options::parse(&words).ok()
    }

    #[test]
    fn what_is_not_said_has_a_default() {
        let options = parse(&[]).expect("nothing is wrong");
        assert_eq!((options.rounds, options.seconds, options.is_for_the_document()), (12, 3, true));
        let options = parse(&["--seconds", "9", "--quick"]).expect("nothing is wrong");
        assert_eq!((options.rounds, options.seconds, options.is_for_the_document()), (2, 9, false));
    }

    #[test]
    fn some_arms_alone_make_no_table_for_others() {
        let options = parse(&["--only", "jwt,session-sqlite", "--rounds", "7"]).expect("nothing is wrong");
        assert_eq!((options.only.len(), options.rounds, options.is_for_the_document()), (2, 7, false));
    }

    #[test]
    fn what_is_no_option_is_refused() {
        for words in
            [&["--round", "3"][..], &["--rounds", "0"], &["--seconds", "x"], &["--seconds"], &["jwt"]]
        {
            assert_eq!(parse(words), None, "{words:?}");
        }
    }
}
