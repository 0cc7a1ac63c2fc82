//! The services behind the app: where they are, and what there is to ask them for.

use domain::{Refusal, SandboxId};

/// A service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// The file store.
    Files,
    /// The service that writes reports.
    Reports,
}

/// Their names.
const NAMES: [&str; 2] = ["files.localhost", "reports.localhost"];

impl Service {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Files, Self::Reports];

    /// The one by this name in an address.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is none.
    pub(crate) fn named(name: &str) -> Result<Self, Refusal> {
        match name {
            "files" => Ok(Self::Files),
            "reports" => Ok(Self::Reports),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Its host.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Files => NAMES[0],
            Self::Reports => NAMES[1],
        }
    }

    /// Its origin, which is what a token for it names as its audience.
    pub(crate) fn origin(self, port: u16) -> String {
        format!("http://{}:{port}", self.name())
    }

    /// What there is to read in a sandbox.
    pub(crate) fn document(self, sandbox: &SandboxId) -> String {
        match self {
            Self::Files => format!("/documents/{sandbox}/payslip"),
            Self::Reports => format!("/reports/{sandbox}/payroll"),
        }
    }

    /// The request for it, as an arrow has room for it.
    pub(crate) const fn request(self) -> &'static str {
        match self {
            Self::Files => "GET files.localhost/…/payslip",
            Self::Reports => "GET reports.localhost/…/payroll",
        }
    }
}
