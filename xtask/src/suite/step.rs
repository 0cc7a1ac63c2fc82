//! The steps: what each is called, does, takes and needs.

/// One step of the test command, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Fmt,
    Clippy,
    ClippyWasm,
    Deploy,
    Unit,
    Site,
    Server,
    Size,
    EndToEnd,
    Prove,
    Sabotage,
}

impl Step {
    /// All of them, cheapest first.
    pub(super) const ALL: [Self; 11] = [
        Self::Fmt,
        Self::Clippy,
        Self::ClippyWasm,
        Self::Deploy,
        Self::Unit,
        Self::Site,
        Self::Server,
        Self::Size,
        Self::EndToEnd,
        Self::Prove,
        Self::Sabotage,
    ];

    /// The name on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::ClippyWasm => "clippy-wasm",
            Self::Deploy => "deploy",
            Self::Unit => "unit",
            Self::Site => "site",
            Self::Server => "server",
            Self::Size => "size",
            Self::EndToEnd => "e2e",
            Self::Prove => "prove",
            Self::Sabotage => "sabotage",
        }
    }

    /// What it does, for people who wait for it.
    pub(super) fn does(self) -> &'static str {
        match self {
            Self::Fmt => "is all Rust formatted",
            Self::Clippy => "lints of what runs on the server",
            Self::ClippyWasm => "lints of what runs in the browser",
            Self::Deploy => "what is in deploy/, read by linters",
            Self::Unit => "unit and integration tests",
            Self::Site => "build what the browser loads, in release",
            Self::Server => "build the server",
            Self::Size => "what each page weighs, and whether that is too much",
            Self::EndToEnd => "a real browser at both doors, by Playwright",
            Self::Prove => "every experiment, every door, every defence, in a real browser",
            Self::Sabotage => "is a planted bug noticed by the proofs, one at a time",
        }
    }

    /// How long, on two cores.
    pub(super) fn takes(self) -> &'static str {
        match self {
            Self::Fmt | Self::Deploy | Self::Size => "a second",
            Self::Clippy | Self::ClippyWasm => "2 minutes the first time, then seconds",
            Self::Unit => "7 minutes the first time, then about four",
            Self::Site => "3 minutes the first time, then about one, and none if nothing changed",
            Self::Server => "a minute the first time, then seconds",
            Self::EndToEnd | Self::Prove => "a few minutes",
            Self::Sabotage => "3 minutes the first time, then about one",
        }
    }

    /// The steps whose results it uses.
    pub(super) fn builds_on(self) -> &'static [Self] {
        match self {
            Self::Size | Self::EndToEnd | Self::Prove => &[Self::Site, Self::Server],
            Self::Sabotage => &[Self::Site],
            _ => &[],
        }
    }
}
