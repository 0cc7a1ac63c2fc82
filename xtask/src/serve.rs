//! `cargo xtask serve`: from whatever this machine has to a running server; `cargo xtask build` stops short of that.
//!
//! The first start sets up and builds; every later one, with nothing changed, only starts.

use std::process::{Command, ExitCode};

use crate::children::clean;
use crate::claim::Claim;
use crate::failure::Failure;
use crate::places::Places;
use crate::site::Site;
use crate::stamp::Stamp;
use crate::{port, say, setup};

/// The verb `serve`.
pub(crate) fn run(places: &Places, arguments: &[String]) -> Result<ExitCode, Failure> {
    let arguments = match arguments.split_first() {
        Some((dashes, rest)) if dashes == "--" => rest,
        _ => arguments,
    };
    // Now, not after ten minutes of building.
    for port in [port::APP, port::ATTACKER, port::IDP, port::NOTES, port::SERVICES] {
        port.must_be_free(arguments)?;
    }
    let site = ready(places)?;
    let mut server = clean(&site.server);
    start(site.announce_to(&mut server).args(arguments))
}

/// The verb `build`: for whoever starts the server elsewhere.
pub(crate) fn build_only(places: &Places) -> Result<ExitCode, Failure> {
    let site = ready(places)?;
    say::line("The server, and what browsers load from it:");
    for place in [&site.server, &site.files] {
        say::remark(&place.display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}

/// Page and server in release: those of the last time, unless something has changed.
pub(crate) fn ready(places: &Places) -> Result<Site, Failure> {
    let site = Site::of(places, "serve");
    let built = places.own("serve").join("stamp");
    let stamp = Stamp::of(places)?;
    if !(site.is_there() && stamp.is_in(&built)) {
        build(places, &site)?;
        // Of before the build: what was edited meanwhile has not been built.
        stamp.write(&built)?;
    }
    Ok(site)
}

fn build(places: &Places, site: &Site) -> Result<(), Failure> {
    let builder = setup::builder(places, setup::compiler(places)?)?;
    let _claim = Claim::take(places)?;
    say::doing(
        "Building page and server in release",
        "about 10 minutes the first time on two cores, then what changed",
    );
    Stamp::forget(&places.own("serve").join("stamp"))?;
    let status =
        site.build_command(places, &builder, false).status().map_err(Failure::start("cargo-leptos"))?;
    if !status.success() {
        return Err(Failure::Build);
    }
    site.make_small(places, &builder.children)?;
    site.keep_server(&places.target.join("release"))
}

/// Becomes the server, so that Ctrl-C and `kill` reach it and nothing stands between.
#[cfg(unix)]
fn start(server: &mut Command) -> Result<ExitCode, Failure> {
    use std::os::unix::process::CommandExt;
    Err(Failure::start("two-doors")(server.exec()))
}

#[cfg(not(unix))]
fn start(server: &mut Command) -> Result<ExitCode, Failure> {
    let status = server.status().map_err(Failure::start("two-doors"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
