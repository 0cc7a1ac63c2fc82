//! One checkout at a time in the shared target directory, and never with another's code.
//!
//! Cargo tells the crates of two checkouts of one workspace apart by their modification times
//! alone: it would take what was compiled from *another* checkout for fresh, if this one's
//! sources are older. So whoever comes after another marks its own crates as changed. The
//! dependencies, which are nearly all of the work, stay shared.

use std::fs::{self, File, FileTimes, TryLockError};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::failure::Failure;
use crate::places::{Places, make_dir};
use crate::say;

/// The right to build; given back when it is dropped.
pub(crate) struct Claim {
    _lock: File,
}

impl Claim {
    /// Waits for other checkouts and takes the target directory over.
    pub(crate) fn take(places: &Places) -> Result<Self, Failure> {
        Self::take_over(places, "two-doors.owner")
    }

    /// The same for a copy with bugs in it. Its crates have a version of their own, so it is taken over from other such
    /// copies, and nothing of the checkout's is compiled again.
    pub(crate) fn take_for_sabotage(copy: &Places) -> Result<Self, Failure> {
        Self::take_over(copy, "two-doors.sabotage.owner")
    }

    fn take_over(places: &Places, owner: &str) -> Result<Self, Failure> {
        make_dir(&places.target)?;
        let path = places.target.join("two-doors.lock");
        let lock = File::create(&path).map_err(Failure::io("write", &path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                say::doing("Waiting for another build in the same target directory", "until it ends");
                lock.lock().map_err(Failure::io("lock", &path))?;
            }
            Err(TryLockError::Error(error)) => return Err(Failure::io("lock", &path)(error)),
        }
        let owner = places.target.join(owner);
        let mine = places.root.to_string_lossy();
        let last = fs::read_to_string(&owner).unwrap_or_default();
        if last != mine {
            touch_crate_roots(&places.root)?;
        }
        fs::write(&owner, mine.as_bytes()).map_err(Failure::io("write", &owner))?;
        Ok(Self { _lock: lock })
    }
}

/// Cargo recompiles a crate when its root file is newer than the last build.
fn touch_crate_roots(root: &Path) -> Result<(), Failure> {
    let now = FileTimes::new().set_modified(SystemTime::now());
    for file in crate_roots(root) {
        File::options()
            .append(true)
            .open(&file)
            .and_then(|open| open.set_times(now))
            .map_err(Failure::io("mark as changed", &file))?;
    }
    Ok(())
}

fn crate_roots(root: &Path) -> Vec<PathBuf> {
    let mut members = entries(&root.join("crates"));
    members.extend(["app", "frontend", "server", "xtask"].map(|name| root.join(name)));
    let mut files = Vec::new();
    for member in members {
        files.extend(["build.rs", "src/lib.rs", "src/main.rs"].map(|name| member.join(name)));
        for dir in ["tests", "benches", "examples", "src/bin"] {
            for entry in entries(&member.join(dir)) {
                files.push(entry.join("main.rs"));
                files.push(entry);
            }
        }
    }
    files.retain(|file| file.is_file());
    files
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let Ok(listing) = fs::read_dir(dir) else {
        return Vec::new();
    };
    listing.flatten().map(|entry| entry.path()).collect()
}
