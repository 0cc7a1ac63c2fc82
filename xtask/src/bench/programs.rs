//! What is measured, built and installed: in release, by the versions that are pinned.

use std::fs;
use std::path::{Path, PathBuf};

use super::arms::Arm;
use crate::children::Children;
use crate::claim::Claim;
use crate::failure::Failure;
use crate::places::{Places, make_dir};
use crate::site::Site;
use crate::{say, setup};

/// What the peers sign or encrypt cookies with. It protects nothing but a measurement.
pub(super) const SECRET_KEY: &str = "a-secret-of-the-benchmark-which-protects-nothing-but-a-measurement";

const ARGON2ID: &str = "argon2id_in_a_loop";

/// What arms are ways of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    TwoDoors,
    FlaskSignedCookie,
    FlaskServerSide,
    Express,
    Actix,
}

/// Somebody else's program: what runs, and where.
pub(super) struct Peer {
    pub(super) runs: PathBuf,
    pub(super) folder: PathBuf,
}

/// All that is measured.
pub(super) struct Programs {
    /// The house.
    pub(super) two_doors: PathBuf,
    /// A site without files, for nobody here asks for one.
    pub(super) no_site: PathBuf,
    /// The password hash alone.
    pub(super) argon2id: PathBuf,
    /// Where the scripts of the load lie.
    pub(super) load: PathBuf,
    peers: Vec<(Program, Peer)>,
}

impl Programs {
    /// Builds the house, unless it lies `built` in a folder, and sets up what these arms need besides.
    pub(super) fn ready<'a>(
        places: &Places,
        built: Option<&Path>,
        arms: impl Iterator<Item = &'a dyn Arm>,
    ) -> Result<Self, Failure> {
        let wanted: Vec<Program> = arms.map(Arm::program).collect();
        setup::bench::load(places)?;
        let children = setup::compiler(places)?;
        let own = places.own("bench");
        let no_site = own.join("no-site");
        make_dir(&no_site.join("pkg"))?;
        let site = Site::of(places, "bench");
        let claim = Claim::take(places)?;
        let argon2id = own.join(ARGON2ID);
        if wanted.contains(&Program::TwoDoors) {
            match built {
                Some(folder) => keep(&site, folder, &argon2id)?,
                None => build(places, &children, &site, &argon2id)?,
            }
        }
        let mut peers: Vec<(Program, Peer)> = Vec::new();
        for program in wanted {
            if peers.iter().any(|(known, _)| *known == program) {
                continue;
            }
            let peer =
                |runs: PathBuf, name: &str| Peer { runs, folder: places.root.join("bench/peers").join(name) };
            let peer = match program {
                Program::TwoDoors => continue,
                Program::FlaskSignedCookie => {
                    peer(setup::bench::flask_signed_cookie(places)?, "flask_signed_cookie")
                }
                Program::FlaskServerSide => {
                    peer(setup::bench::flask_server_side(places)?, "flask_server_side")
                }
                Program::Express => Peer { runs: "node".into(), folder: setup::bench::express(places)? },
                Program::Actix => peer(setup::bench::actix(places, &children)?, "actix"),
            };
            peers.push((program, peer));
        }
        drop(claim);
        Ok(Self { two_doors: site.server, no_site, argon2id, load: places.root.join("bench/load"), peers })
    }

    /// A peer that was set up.
    pub(super) fn peer(&self, program: Program) -> &Peer {
        let found = self.peers.iter().find(|(known, _)| *known == program);
        &found.expect("whatever an arm needs was set up before the arm is started").1
    }
}

/// The house, and the password hash alone, each to its place.
fn build(places: &Places, children: &Children, site: &Site, argon2id: &Path) -> Result<(), Failure> {
    say::doing(
        "Building the server in release",
        "about 10 minutes the first time on two cores, then what changed",
    );
    let status = children
        .command("cargo")
        .args([
            "build",
            "--release",
            "-p",
            "server",
            "--bin",
            "two-doors",
            "-p",
            "authn",
            "--example",
            ARGON2ID,
        ])
        .status()
        .map_err(Failure::start("cargo"))?;
    if !status.success() {
        return Err(Failure::Build);
    }
    keep(site, &places.target.join("release"), argon2id)
}

/// Copies both from a folder of cargo's.
fn keep(site: &Site, folder: &Path, argon2id: &Path) -> Result<(), Failure> {
    site.keep_server(folder)?;
    let built = folder.join("examples").join(ARGON2ID);
    fs::copy(&built, argon2id).map(drop).map_err(Failure::io("copy", &built))
}
