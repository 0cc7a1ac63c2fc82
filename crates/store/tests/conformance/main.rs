//! Every engine, asked the same: what holds of one holds of all.
//!
//! A test is a function of an [`Engine`](engine::Engine) that is open, empty and its own. It runs once for each of
//! [`Kind::ALL`], under a name that begins with the engine's: `cargo test -p store --test conformance postgres::a_logout`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account_changes;
mod accounts;
mod engine;
mod experiments;
mod identities;
mod keys;
mod known_devices;
mod lifetimes;
mod million;
mod people;
mod plans;
mod races;
mod rooms;
mod rows;
mod servers;
mod session_store;
mod sessions;
mod throttles;
mod token_room;
mod trial;
mod wall;

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Arguments;

use engine::Kind;
use servers::Servers;
use trial::Test;

/// What is asked of every engine.
const ABOUT_SESSIONS: [&[Test]; 5] =
    [session_store::TESTS, sessions::TESTS, account_changes::TESTS, lifetimes::TESTS, races::TESTS];
/// What is asked of every engine that keeps something else as well.
const ABOUT_THE_REST: [&[Test]; 9] = [
    accounts::TESTS,
    throttles::TESTS,
    known_devices::TESTS,
    identities::TESTS,
    wall::TESTS,
    rooms::TESTS,
    token_room::TESTS,
    experiments::TESTS,
    million::TESTS,
];

fn asked_of(kind: Kind) -> impl Iterator<Item = Test> {
    let the_rest = ABOUT_THE_REST.into_iter().filter(move |_| !kind.is_cached());
    ABOUT_SESSIONS.into_iter().chain(the_rest).flatten().copied().filter(move |test| test.is_asked_of(kind))
}

fn main() -> ExitCode {
    let servers = Arc::<Servers>::default();
    let trials = Kind::ALL.into_iter().flat_map(|kind| asked_of(kind).map(move |test| (kind, test)));
    let trials = trials.map(|(kind, test)| test.on(kind, &servers)).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
    // Here the servers stop: a `static` would never be dropped.
}
