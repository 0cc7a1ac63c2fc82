//! A server that runs: it is asked until it answers, and it does not outlive its owner.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{fs, io};

use crate::EngineError;

/// How long one may take to start. On a busy machine a new database takes seconds.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is asked meanwhile.
const ASKED_EVERY: Duration = Duration::from_millis(20);

/// The signal that ends a server at once, without writing anything more: what a loss of power leaves is what it finds when
/// it starts again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ends {
    /// `SIGKILL`: for one that is a single process.
    ByKill,
    /// `SIGQUIT`: PostgreSQL takes its connections' processes along, which a killed one would leave behind.
    ByQuit,
}

/// A child process, ended when this is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    ends: Ends,
}

impl Running {
    /// Starts `command`, writes what it says to `log`, and waits until `answers`.
    pub(crate) fn start(
        (name, ends): (&'static str, Ends),
        command: &mut Command,
        log: PathBuf,
        answers: impl Fn() -> bool,
    ) -> Result<Self, EngineError> {
        let said = fs::File::create(&log)?;
        command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        let mut running = Self { child: command.spawn()?, ends };
        let start = Instant::now();
        while !answers() {
            if running.has_ended()? || start.elapsed() > PATIENCE {
                return Err(EngineError::Silent(name, log));
            }
            sleep(ASKED_EVERY);
        }
        Ok(running)
    }

    /// Its process, for whoever wants to measure it.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    fn has_ended(&mut self) -> io::Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let quits = || Command::new("kill").args(["-s", "QUIT", &self.id().to_string()]).status();
        let asked = match self.ends {
            Ends::ByKill => false,
            Ends::ByQuit => quits().is_ok_and(|asked| asked.success()),
        };
        if !asked {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
