//! A link to a file on a store that knows no user (claim T17): good for five minutes, one path and one method.
//!
//! ```text
//! GET /api/lab/file-link            the reference: a form hands the JWT over, and no address has it
//! GET /api/lab/careless-file-link   the flaw beside it: the JWT stands in the address
//! ```

mod hand_over;
mod jwt_in_the_address;

use serde::Deserialize;

pub(crate) use hand_over::file_link;
pub(crate) use jwt_in_the_address::careless_file_link;

/// What may stand in the query.
#[derive(Deserialize)]
pub(crate) struct Parameters {
    /// Where an experiment goes on afterwards.
    #[serde(default)]
    done: String,
    /// What the careless page tells other sites, if not what the switch says.
    referrer: Option<ReferrerPolicy>,
    /// Which document.
    #[serde(default)]
    document: Document,
}

/// As the store writes it in its addresses.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ReferrerPolicy {
    UnsafeUrl,
    Default,
    NoReferrer,
}

/// As the store writes it in its addresses.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Document {
    #[default]
    Payslip,
    Contract,
}

impl ReferrerPolicy {
    const fn part(self) -> &'static str {
        match self {
            Self::UnsafeUrl => "unsafe-url",
            Self::Default => "default",
            Self::NoReferrer => "no-referrer",
        }
    }
}

impl Document {
    const fn part(self) -> &'static str {
        match self {
            Self::Payslip => "payslip",
            Self::Contract => "contract",
        }
    }
}
