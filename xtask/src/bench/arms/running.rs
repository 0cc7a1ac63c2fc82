//! An arm that runs: started, up, checked, and stopped when it is dropped.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::super::BenchFailure;
use super::super::http;
use super::super::programs::Programs;
use super::{Arm, Credential, Engine};
use crate::children::clean;
use crate::failure::Failure;
use crate::places::{make_dir, remove_dir};
use crate::port;

/// How long a program may take to answer for the first time, and to stop.
const PATIENCE: Duration = Duration::from_mins(1);
const LAST_ORDERS: Duration = Duration::from_secs(8);
/// How often it is asked: start-up times are as exact as that.
const ASKED_EVERY: Duration = Duration::from_millis(5);

/// What every arm answers to whom it knows.
const PROFILE: &str = r#"{"id":1,"name":"Alice Liddell","email":"alice@example.test","role":"user"}"#;

/// Where an arm runs: a folder of its own, a port, and the address of its engine.
pub(in super::super) struct Place {
    pub(in super::super) folder: PathBuf,
    pub(in super::super) port: u16,
    pub(in super::super) store: Option<String>,
}

/// A program that runs, with its engine. Both end when it is dropped.
pub(in super::super) struct Running {
    // Dropped in this order: the program loses its engine only after it has ended.
    program: Program,
    pub(in super::super) engine: Option<Engine>,
    pub(in super::super) place: Place,
    /// From the start of the process to the first 200.
    pub(in super::super) started_in: Duration,
}

struct Program(Child);

impl Running {
    /// Starts an arm in a folder, which is emptied, and waits until its heartbeat answers.
    ///
    /// # Errors
    /// If the engine or the program does not start.
    pub(in super::super) fn start(
        arm: &dyn Arm,
        programs: &Programs,
        folder: &Path,
    ) -> Result<Self, Failure> {
        remove_dir(folder)?;
        make_dir(folder)?;
        let engine = arm.store().start(folder).map_err(|error| failed(arm, error.to_string()))?;
        Self::start_on(arm, programs, folder, engine)
    }

    /// The same in a folder, and on an engine, that may hold something already.
    pub(in super::super) fn start_on(
        arm: &dyn Arm,
        programs: &Programs,
        folder: &Path,
        engine: Option<Engine>,
    ) -> Result<Self, Failure> {
        let store = engine.as_ref().map(|engine| engine.url().to_owned());
        let place = Place { folder: folder.to_owned(), port: port::any_free()?, store };
        let log = folder.join("program.log");
        let file = File::create(&log).map_err(Failure::io("write", &log))?;
        let also = file.try_clone().map_err(Failure::io("write", &log))?;
        let mut command = arm.command(programs, &place);
        command.stdin(Stdio::null()).stdout(file).stderr(also);
        let name = command.get_program().to_string_lossy().into_owned();
        let start = Instant::now();
        let mut program = Program(command.spawn().map_err(Failure::start(&name))?);
        while !is_up(place.port) {
            let ended = program.0.try_wait().map_err(Failure::io("wait for", Path::new(&name)))?.is_some();
            if ended || start.elapsed() > PATIENCE {
                let said = fs::read_to_string(&log).unwrap_or_default();
                let what = if ended { "it ended" } else { "it did not answer" };
                return Err(failed(arm, format!("{what}, and said: {}", said.trim())));
            }
            sleep(ASKED_EVERY);
        }
        Ok(Self { program, engine, place, started_in: start.elapsed() })
    }

    /// Ends the program, and leaves its engine running.
    pub(in super::super) fn stop(self) -> Option<Engine> {
        drop(self.program);
        self.engine
    }

    /// Its process.
    pub(in super::super) fn process(&self) -> u32 {
        self.program.0.id()
    }

    /// Signs Alice in, and makes sure that the profile is hers, whole, and shut to everybody else.
    ///
    /// # Errors
    /// If any of it is not so.
    pub(in super::super) fn sign_in(&self, arm: &dyn Arm) -> Result<Credential, Failure> {
        let credential = arm.sign_in(self.place.port).map_err(|why| failed(arm, why))?;
        let ask = |headers: &[String]| {
            http::send(self.place.port, "GET", arm.profile(), headers, "")
                .map_err(|error| failed(arm, error.to_string()))
        };
        let known = ask(std::slice::from_ref(&credential.header))?;
        if known.status != 200 || known.body != PROFILE {
            return Err(failed(arm, format!("the profile was {}: {}", known.status, known.body)));
        }
        let stranger = ask(&[])?;
        if stranger.status != 401 {
            return Err(failed(arm, format!("without the credential the profile was {}", stranger.status)));
        }
        Ok(credential)
    }
}

impl Drop for Program {
    /// Asks it to stop, as production does; a program that does not is ended.
    fn drop(&mut self) {
        if !matches!(self.0.try_wait(), Ok(None)) {
            return;
        }
        let asked = clean("kill").args(["-s", "TERM", &self.0.id().to_string()]).status();
        let start = Instant::now();
        while asked.as_ref().is_ok_and(ExitStatus::success) && start.elapsed() < LAST_ORDERS {
            if !matches!(self.0.try_wait(), Ok(None)) {
                return;
            }
            sleep(ASKED_EVERY);
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_up(port: u16) -> bool {
    http::send(port, "GET", "/heartbeat", &[], "").is_ok_and(|reply| reply.status == 200)
}

fn failed(arm: &dyn Arm, why: String) -> Failure {
    BenchFailure::NotMeasured { what: arm.name().to_owned(), why }.into()
}
