//! What keeps a figure from being measured.

use std::fmt;
use std::path::PathBuf;

use crate::failure::Failure;

/// Why nothing, or one thing less, was measured.
#[derive(Debug)]
pub(crate) enum BenchFailure {
    OneCore,
    UnknownOption { given: String, usage: &'static str },
    UnknownArm { given: String, known: String },
    NotMeasured { what: String, why: String },
    NoPlaceForTable { document: PathBuf, name: &'static str },
}

impl From<BenchFailure> for Failure {
    fn from(failure: BenchFailure) -> Self {
        Self::Bench(failure)
    }
}

impl fmt::Display for BenchFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneCore => f.write_str(
                "A benchmark needs two cores of Linux, one for the server and one for the load, \
                 and this process may not use two: run it on another machine, or give it more.",
            ),
            Self::UnknownOption { given, usage } => write!(f, "`{given}` is no option here. {usage}"),
            Self::UnknownArm { given, known } => {
                write!(f, "There is no arm `{given}` to measure: choose from {known}.")
            }
            Self::NotMeasured { what, why } => write!(f, "{what} could not be measured: {why}"),
            Self::NoPlaceForTable { document, name } => write!(
                f,
                "{} has no place for the table: \
                 put the lines `<!-- {name} -->` and `<!-- /{name} -->` where it belongs.",
                document.display()
            ),
        }
    }
}
