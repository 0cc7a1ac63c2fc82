//! `cargo xtask test`: every check this project has, cheapest first, up to the first red one.

mod deploy;
mod prove;
mod report;
mod sabotage;
mod selection;
mod step;
mod work;

use std::process::ExitCode;
use std::time::Instant;

use crate::failure::Failure;
use crate::places::Places;
use crate::say;
pub(crate) use prove::run as prove;
use report::Report;
use selection::Selection;
use work::Work;

/// The verb `test`.
pub(crate) fn run(places: &Places, arguments: &[String]) -> Result<ExitCode, Failure> {
    let selection = Selection::parse(arguments)?;
    let mut report = Report::default();
    let total = selection.steps.len() + 1;

    say::line(&format!("[1/{total}] set-up: the tools these steps need (nothing to do when they are there)"));
    let start = Instant::now();
    let mut work = match Work::prepare(places, &selection) {
        Ok(work) => report.passed("set-up", start.elapsed(), work),
        Err(failure) => return Ok(report.failed("set-up", start.elapsed(), &failure)),
    };
    for (index, step) in selection.steps.iter().enumerate() {
        let (name, does, takes) = (step.name(), step.does(), step.takes());
        say::line(&format!("\n[{}/{total}] {name}: {does} ({takes})", index + 2));
        let start = Instant::now();
        match work.run(*step) {
            Ok(()) => report.passed(name, start.elapsed(), ()),
            Err(failure) => {
                for later in &selection.steps[index + 1..] {
                    report.left_out(later.name());
                }
                return Ok(report.failed(name, start.elapsed(), &failure));
            }
        }
    }
    report.print();
    Ok(ExitCode::SUCCESS)
}
