//! `cargo xtask watch`: `cargo leptos watch` with the pinned tools, for people who change the
//! code. It builds without optimising, and reloads the page on every save.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::places::Places;
use crate::{port, setup};

/// The verb `watch`.
pub(crate) fn run(places: &Places, arguments: &[String]) -> Result<ExitCode, Failure> {
    let port = port::APP.chosen(&[])?;
    let builder = setup::builder(places, setup::compiler(places)?)?;
    let status = builder
        .children
        .command(&builder.cargo_leptos)
        .args(["leptos", "watch"])
        .args(arguments)
        // A target directory of its own: watching lasts for hours, and would keep all others out.
        .env("CARGO_TARGET_DIR", places.root.join("target"))
        // It asks the server whether it is up again before it tells the page to reload.
        .env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"))
        .status()
        .map_err(Failure::start("cargo-leptos"))?;
    if status.success() { Ok(ExitCode::SUCCESS) } else { Err(Failure::Build) }
}
