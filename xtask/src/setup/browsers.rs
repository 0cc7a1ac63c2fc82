//! The browsers of the browser tests: Chromium, and Chromium without its windows. What is installed is taken, else Debian's, else
//! Playwright's own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::{apt, debian};
use crate::children::{clean, on_path};
use crate::failure::Failure;
use crate::places::Places;
use crate::{quiet, say};

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const HEADLESS_SHELL: [&str; 2] = ["chromium-headless-shell", "chrome-headless-shell"];

/// Two programs with one engine, one network stack and one way with cookies.
pub(crate) struct Browsers {
    /// The browser that people use, with a profile on disk.
    pub(crate) chromium: PathBuf,
    /// The same without windows and profiles: what most tests run in, for half the processor time.
    pub(crate) headless_shell: PathBuf,
}

/// The paths of both, installed first if need be.
pub(super) fn ready(places: &Places) -> Result<Browsers, Failure> {
    let (chromium, headless_shell) = (chosen("TWO_DOORS_CHROMIUM")?, chosen("TWO_DOORS_HEADLESS_SHELL")?);
    // Whoever chooses a Chromium, and says no more, means it for every test.
    let headless_shell = headless_shell.or_else(|| chromium.clone());
    let chromium = chromium.or_else(|| find(&CHROMIUM)).map_or_else(|| install_chromium(places), Ok)?;
    let headless_shell = headless_shell
        .or_else(|| find(&HEADLESS_SHELL))
        .or_else(|| install_headless_shell(places))
        .unwrap_or_else(|| {
            say::line(
                "There is no Chromium without windows: all browser tests run in Chromium, and take longer.",
            );
            chromium.clone()
        });
    Ok(Browsers { chromium, headless_shell })
}

/// What a variable names, which must be there.
fn chosen(variable: &str) -> Result<Option<PathBuf>, Failure> {
    match env::var_os(variable).map(PathBuf::from) {
        Some(chosen) if !chosen.is_file() => Err(Failure::NoChromium),
        chosen => Ok(chosen),
    }
}

fn find(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| on_path(name))
}

fn install_chromium(places: &Places) -> Result<PathBuf, Failure> {
    if !debian::is_here() {
        return Err(Failure::NoChromium);
    }
    // Without a font every page is blank boxes, which no test of looks would survive.
    apt::install(places, &["chromium", "chromium-headless-shell", "fonts-liberation"])?;
    find(&CHROMIUM).ok_or(Failure::NoChromium)
}

/// None where it cannot be had: Chromium does the same, only slower.
fn install_headless_shell(places: &Places) -> Option<PathBuf> {
    if debian::is_here() {
        apt::install(places, &["chromium-headless-shell"]).ok()?;
        return find(&HEADLESS_SHELL);
    }
    let place = places.cache.join("tools").join("playwright");
    if let Some(found) = playwrights(&place) {
        return Some(found);
    }
    say::doing("Fetching Playwright’s Chromium without windows", "once; about a minute");
    let mut playwright = clean("npx");
    playwright
        .args(["--no-install", "playwright", "install", "--only-shell", "chromium"])
        .current_dir(places.root.join("end2end"))
        .env("PLAYWRIGHT_BROWSERS_PATH", &place);
    let fetched = quiet::run(&mut playwright, &places.log("playwright"), None).ok()?;
    if fetched { playwrights(&place) } else { None }
}

/// The newest of those that Playwright keeps in a folder, each as
/// `chromium_headless_shell-<revision>/chrome-headless-shell-<system>/chrome-headless-shell`.
fn playwrights(place: &Path) -> Option<PathBuf> {
    let folders = |of: &Path| fs::read_dir(of).into_iter().flatten().flatten().map(|entry| entry.path());
    let systems = folders(place).flat_map(|revision| folders(&revision).collect::<Vec<_>>());
    systems.map(|system| system.join(HEADLESS_SHELL[1])).filter(|program| program.is_file()).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::{make_dir, remove_dir};

    #[test]
    fn the_newest_of_playwrights_is_found() {
        let place = env::temp_dir().join(format!("two-doors-playwright-{}", std::process::id()));
        assert_eq!(playwrights(&place), None);
        for revision in ["1254", "1255"] {
            let system = place
                .join(format!("chromium_headless_shell-{revision}"))
                .join("chrome-headless-shell-linux64");
            make_dir(&system).expect("a folder can be made");
            fs::write(system.join(HEADLESS_SHELL[1]), "").expect("written");
        }
        let found = playwrights(&place).expect("both are there");
        assert!(found.starts_with(place.join("chromium_headless_shell-1255")), "{}", found.display());
        remove_dir(&place).expect("removed");
    }
}
