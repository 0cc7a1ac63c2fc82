//! What is compared: programs that know who is signed in, each in its own way, and answer the same profile.
//!
//! ```text
//! two_doors.rs   the house, at both of its doors, on each of its stores
//! flask.rs       the articles' kind of program, and Flask with sessions on the server
//! express.rs     Express with express-session
//! actix.rs       actix-web with actix-session
//! ```

mod actix;
mod credential;
mod express;
mod flask;
mod running;
mod store;
mod two_doors;

use std::process::Command;

use super::BenchFailure;
use super::programs::{Program, Programs};
use crate::failure::Failure;
pub(super) use credential::{Credential, sign_in};
pub(super) use running::{Place, Running};
pub(super) use store::{Engine, Store};
pub(super) use two_doors::TwoDoors;

/// A program with one way to know who is signed in. [`Running::start`] starts it, and stops it when dropped.
pub(super) trait Arm {
    /// Its name on the command line, in the JSON and in the table.
    fn name(&self) -> &'static str;

    /// What it is, for people.
    fn what(&self) -> &'static str;

    /// What has to be built or installed for it.
    fn program(&self) -> Program;

    /// The engine that it keeps its sessions on, if that is a server of its own.
    fn store(&self) -> Store;

    /// How to start it in a place.
    fn command(&self, programs: &Programs, place: &Place) -> Command;

    /// The address of the profile.
    fn profile(&self) -> &'static str;

    /// Signs Alice in.
    ///
    /// # Errors
    /// In words, if that did not work as it should.
    fn sign_in(&self, port: u16) -> Result<Credential, String>;
}

/// All of them, in the order of the table.
pub(super) fn all() -> Vec<Box<dyn Arm>> {
    let mut all: Vec<Box<dyn Arm>> = Vec::new();
    all.extend(two_doors::ALL.iter().map(|arm| Box::new(*arm) as Box<dyn Arm>));
    all.extend(flask::ALL.iter().map(|arm| Box::new(*arm) as Box<dyn Arm>));
    all.extend(express::ALL.iter().map(|arm| Box::new(*arm) as Box<dyn Arm>));
    all.extend(actix::ALL.iter().map(|arm| Box::new(*arm) as Box<dyn Arm>));
    all
}

/// Those with these names; all, if there are none.
pub(super) fn named(names: &[String]) -> Result<Vec<Box<dyn Arm>>, Failure> {
    let known: Vec<_> = all().iter().map(|arm| arm.name()).collect();
    if let Some(given) = names.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(BenchFailure::UnknownArm { given: given.clone(), known: known.join(", ") }.into());
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    Ok(all().into_iter().filter(|arm| wanted(arm.name())).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_has_a_name_of_its_own() {
        let names: Vec<_> = all().iter().map(|arm| arm.name()).collect();
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
        assert_eq!(named(&[]).expect("all").len(), names.len());
    }

    #[test]
    fn a_name_that_nobody_has_is_refused() {
        let names = ["session-sqlite", "session-oracle"].map(str::to_owned);
        assert_eq!(named(&names[..1]).expect("there is one").len(), 1);
        let failure = named(&names).err().expect("there is no such arm").to_string();
        assert!(failure.contains("session-oracle") && failure.contains("express-redis"));
    }
}
