//! The browser of the browser tests: the one that is installed, or Debian's Chromium.

use std::env;
use std::path::PathBuf;

use super::{apt, debian};
use crate::children::on_path;
use crate::failure::Failure;
use crate::places::Places;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The path of a Chromium, installed first if need be.
pub(super) fn ready(places: &Places) -> Result<PathBuf, Failure> {
    if let Some(chosen) = env::var_os("TWO_DOORS_CHROMIUM").map(PathBuf::from) {
        return if chosen.is_file() { Ok(chosen) } else { Err(Failure::NoChromium) };
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    if !debian::is_here() {
        return Err(Failure::NoChromium);
    }
    // Without a font every page is blank boxes, which no test of looks would survive.
    apt::install(places, &["chromium", "fonts-liberation"])?;
    find().ok_or(Failure::NoChromium)
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| on_path(name))
}
