//! Debian packages, and the few steps that only root may take.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use crate::children::clean;
use crate::failure::Failure;
use crate::places::Places;
use crate::{quiet, say};

/// Installs those of `packages` that are not there yet.
pub(super) fn install(places: &Places, packages: &[&str]) -> Result<(), Failure> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if !may_be_root() {
        return Err(Failure::NotRoot { packages: names });
    }
    say::doing(&format!("Installing Debian packages: {names}"), "once; about a minute");
    let log = places.log("apt-get");
    // An installation that was cut off half-way has to be finished before another.
    quiet::run(root("dpkg").args(["--configure", "-a"]), &log, None)?;
    // A stale list of packages asks for files that the mirror no longer has.
    let listed = quiet::run(root("apt-get").args(["update"]), &log, None)?;
    let mut install = root("apt-get");
    install.args(["install", "-y", "--no-install-recommends"]).args(&missing);
    if listed && quiet::run(&mut install, &log, None)? {
        Ok(())
    } else {
        Err(Failure::NotInstalled { what: format!("Debian's {names}"), log })
    }
}

/// Runs a short command as root.
pub(super) fn as_root(program: &str, arguments: &[impl AsRef<OsStr>]) -> Result<(), Failure> {
    let output = root(program).args(arguments).output().map_err(Failure::start(program))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Failure::Io { doing: format!("run {program} as root"), source: std::io::Error::other(said) })
}

fn root(program: &str) -> Command {
    let mut command = if is_root() {
        clean(program)
    } else {
        let mut sudo = clean("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", program]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_installed(package: &str) -> bool {
    clean("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|answer| answer.stdout == b"installed")
}

/// Root already, or root without a password: nobody sits before an installer in a classroom.
fn may_be_root() -> bool {
    is_root() || succeeds(clean("sudo").args(["-n", "true"]))
}

fn is_root() -> bool {
    clean("id").arg("-u").output().is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
