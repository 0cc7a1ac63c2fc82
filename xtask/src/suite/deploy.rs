//! What is written in `deploy/` for engines that need not be here: read by those who know its rules.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::children::{clean, on_path};
use crate::failure::Failure;
use crate::places::{Places, make_dir};
use crate::say;

/// An instance of the unit: systemd's own reader asks for one.
const UNIT: &str = "two-doors@3001.service";
/// The program that the unit starts. Where it is not installed, its reader would complain of that alone.
const INSTALLED: &str = "/opt/two-doors/two-doors";

/// Every check, each to its end, so that all that is wrong is said at once.
pub(super) fn run(places: &Places, python: &Path) -> Result<(), Failure> {
    let deploy = places.root.join("deploy");
    let mut dockerfile = clean(python.with_file_name("hadolint"));
    dockerfile.arg("--failure-threshold").arg("style").arg(deploy.join("Dockerfile"));
    let mut compose = clean(python);
    compose.args(["-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]);
    compose.arg(deploy.join("compose.yaml"));
    let mut checks = vec![dockerfile, compose];
    if on_path("systemd-analyze").is_some() {
        checks.push(unit(places)?);
    } else {
        say::remark("the unit was not read: there is no systemd here");
    }
    let passed: Result<Vec<bool>, Failure> = checks.into_iter().map(passes).collect();
    if passed?.contains(&false) { Err(Failure::Step { name: "deploy" }) } else { Ok(()) }
}

fn passes(mut check: Command) -> Result<bool, Failure> {
    let program = check.get_program().to_string_lossy().into_owned();
    if say::is_aside() {
        check.stdout(std::io::stderr());
    }
    Ok(check.status().map_err(Failure::start(&program))?.success())
}

/// Has the unit read, as it stands but for a program that every machine has.
fn unit(places: &Places) -> Result<Command, Failure> {
    let unit = places.root.join("deploy/systemd/two-doors@.service");
    let text = fs::read_to_string(&unit).map_err(Failure::io("read", &unit))?;
    let scratch = places.scratch("systemd");
    make_dir(&scratch)?;
    let copy = scratch.join(UNIT);
    fs::write(&copy, text.replace(INSTALLED, "/bin/true")).map_err(Failure::io("write", &copy))?;
    let mut check = clean("systemd-analyze");
    // Of this unit alone, and not of those that the machine has.
    check.args(["verify", "--man=no", "--recursive-errors=no"]).arg(copy);
    Ok(check)
}
