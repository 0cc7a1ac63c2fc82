//! What Lighthouse says of three pages, on a phone and a slow network: `end2end/lighthouse`, against the release.

use std::process::ExitCode;

use crate::children::clean;
use crate::failure::Failure;
use crate::places::Places;
use crate::{port, say, serve, setup};

/// Builds what `cargo xtask serve` builds, and asks.
pub(super) fn run(places: &Places) -> Result<ExitCode, Failure> {
    let browser = setup::browsers(places)?.chromium;
    setup::lighthouse(places)?;
    let site = serve::ready(places)?;
    say::doing(
        "Asking Lighthouse about three pages, three times each",
        "3 minutes on a machine that does nothing else",
    );
    let mut playwright = clean("npx");
    playwright
        .args(["--no-install", "playwright", "test", "--config", "lighthouse.config.ts"])
        .current_dir(places.root.join("end2end"))
        .env("TWO_DOORS_BIN", &site.server)
        .env("TWO_DOORS_SITE", &site.files)
        .env("TWO_DOORS_CHROMIUM", browser);
    port::give_free(&mut playwright)?;
    let status = playwright.status().map_err(Failure::start("npx"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
