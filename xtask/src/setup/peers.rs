//! The programs of `bench/peers`, ready to start: Python's packages and npm's in the cache, the Rust one compiled in a workspace of
//! its own.

use std::fs;
use std::path::PathBuf;

use super::python::{Environment, environment};
use super::{apt, debian, engines, npm};
use crate::children::Children;
use crate::failure::Failure;
use crate::places::{Places, make_dir};
use crate::{quiet, say};

const FLASK: &str = "Flask";

/// Flask with Flask-Login.
pub(super) const FLASK_SIGNED_COOKIE: Environment = Environment {
    name: "flask-signed-cookie",
    list: "bench/peers/flask_signed_cookie/requirements.txt",
    package: FLASK,
    module: "flask_login, argon2, gunicorn",
};
/// The same with Flask-Session.
pub(super) const FLASK_SERVER_SIDE: Environment = Environment {
    name: "flask-server-side",
    list: "bench/peers/flask_server_side/requirements.txt",
    package: FLASK,
    module: "flask_session, flask_sqlalchemy, redis, gunicorn",
};

/// What sends the load, and the engines of the stores.
pub(crate) fn load(places: &Places) -> Result<(), Failure> {
    engines::ready(places)?;
    if debian::is_here() { apt::install(places, &["wrk"]) } else { Ok(()) }
}

/// The Python of the program with the signed cookie.
pub(crate) fn flask_signed_cookie(places: &Places) -> Result<PathBuf, Failure> {
    environment(places, &FLASK_SIGNED_COOKIE)
}

/// The Python of the program with sessions on the server.
pub(crate) fn flask_server_side(places: &Places) -> Result<PathBuf, Failure> {
    environment(places, &FLASK_SERVER_SIDE)
}

/// The folder of the Express program: a copy, beside its packages, for that is where Node looks for them.
pub(crate) fn express(places: &Places) -> Result<PathBuf, Failure> {
    let source = places.root.join("bench/peers/express");
    let place = places.cache.join("peers").join("express");
    make_dir(&place)?;
    let wanted = fs::read(source.join("package-lock.json")).map_err(Failure::io("read", &source))?;
    for file in ["app.js", "package.json", "package-lock.json"] {
        fs::copy(source.join(file), place.join(file)).map_err(Failure::io("write", &place))?;
    }
    // A copy of the lockfile, written last: it is there only when the packages are.
    let installed = place.join("node_modules/.two-doors-installed.json");
    if fs::read(&installed).is_ok_and(|last| last == wanted) {
        return Ok(place);
    }
    let mut npm = npm::command()?;
    say::doing("Installing Express with npm", "once; a minute, for SQLite is compiled");
    let log = places.log("express");
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&place);
    if !quiet::run(&mut npm, &log, None)? {
        return Err(Failure::NotInstalled {
            what: "What the Express program needs from npm".to_owned(),
            log,
        });
    }
    fs::write(&installed, wanted).map_err(Failure::io("write", &installed))?;
    Ok(place)
}

/// The actix-web program, compiled in release as its own lockfile says.
pub(crate) fn actix(places: &Places, children: &Children) -> Result<PathBuf, Failure> {
    let target = places.cache.join("peers/actix");
    let log = places.log("actix");
    say::doing("Building the actix-web program in release", "about 3 minutes the first time on two cores");
    let mut cargo = children.command("cargo");
    cargo
        .args(["build", "--release", "--locked"])
        .current_dir(places.root.join("bench/peers/actix"))
        .env("CARGO_TARGET_DIR", &target);
    if !quiet::run(&mut cargo, &log, None)? {
        return Err(Failure::NotInstalled { what: "The actix-web program".to_owned(), log });
    }
    Ok(target.join("release/two-doors-peer-actix"))
}
