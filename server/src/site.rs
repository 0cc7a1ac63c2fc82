//! The built site: where its files lie, and what version they are.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use app::Assets;
use leptos::config::LeptosOptions;
use sha2::{Digest as _, Sha256};

use crate::StartError;

/// The name of the wasm and style files.
const OUTPUT_NAME: &str = "two-doors";

/// The built site.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder.
    pub root: PathBuf,
    /// What the pages ask for their files with.
    pub assets: Assets,
    /// What Leptos wants to know.
    pub options: LeptosOptions,
    /// The port of `cargo leptos watch`, if it started us.
    pub live_reload: Option<u32>,
}

impl Site {
    /// Reads the site in a folder.
    ///
    /// # Errors
    /// [`StartError::NoSite`] if it has not been built.
    pub fn open(root: &Path) -> Result<Self, StartError> {
        let version = version(&root.join("pkg")).ok_or_else(|| StartError::NoSite(root.to_owned()))?;
        let options = LeptosOptions::builder()
            .output_name(OUTPUT_NAME)
            .site_root(root.to_string_lossy().into_owned())
            .build();
        let live_reload = env::var_os("LEPTOS_WATCH").map(|_| options.reload_port);
        Ok(Self { root: root.to_owned(), assets: Assets { version: version.into() }, options, live_reload })
    }
}

/// A hash over the files: it is part of their address, so that a browser may keep them for good.
fn version(pkg: &Path) -> Option<String> {
    let mut files: Vec<_> = fs::read_dir(pkg).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(fs::read(file).ok()?);
    }
    let first_bytes = hash.finalize().first_chunk().copied()?;
    Some(format!("{:016x}", u64::from_be_bytes(first_bytes)))
}

impl Site {
    /// A site without files, for whoever asks for none.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            root: PathBuf::new(),
            assets: Assets { version: Arc::from("none") },
            options: LeptosOptions::builder().output_name(OUTPUT_NAME).build(),
            live_reload: None,
        }
    }
}
