//! `cargo xtask <verb>`: everything this project asks of a machine, in one place.
//!
//! A verb sets up what it lacks, says what it is doing and how long such a step takes,
//! and ends either in what was asked for or in one sentence that says what to do.
//!
//! ```text
//! cargo xtask serve -- --port 3100
//! cargo xtask test --only e2e
//! ```

mod bench;
mod children;
mod claim;
mod failure;
mod places;
mod port;
mod quiet;
mod say;
mod serve;
mod setup;
mod site;
mod size;
mod stamp;
mod suite;
mod watch;

use std::process::ExitCode;

use failure::Failure;
use places::Places;

const USAGE: &str = "\
Usage: cargo xtask <verb>

  serve [-- ARGS]    set up what is missing, build in release, start the server with ARGS
  build              the same, without the start
  watch [-- ARGS]    the same for people who change the code: rebuild and reload on every save
  test [STEPS]       set up what tests need, then run every step, or only STEPS:
                     fmt, clippy, clippy-wasm, deploy, unit, size, e2e, prove, sabotage,
                     or lint for the first three;
                     with one of unit, e2e and prove alone, `-- ARGS` go to cargo test or Playwright
  prove [--json]     try every experiment in a real browser and print the ledger; 1 if one came out otherwise
  size               print what each page weighs; 1 if one is over budget
  size --lighthouse  ask Lighthouse about three pages, as a phone sees them; 1 if one is below the goal
  bench [OPTIONS]    measure the doors beside what people would use instead; `cargo xtask bench --help` says more
  setup              fetch and build the tools alone, and say how to use them by hand";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode, Failure> {
    let (verb, rest) = match arguments.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("", arguments),
    };
    match verb {
        "serve" => serve::run(&Places::find()?, rest),
        "build" => serve::build_only(&Places::find()?),
        "watch" => watch::run(&Places::find()?, rest),
        "test" => suite::run(&Places::find()?, rest),
        "prove" => suite::prove(&Places::find()?, rest),
        "size" => size::run(&Places::find()?, rest),
        "bench" => bench::run(&Places::find()?, rest),
        "setup" => setup::run(&Places::find()?),
        "help" | "--help" | "-h" => {
            say::line(USAGE);
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprintln!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}
