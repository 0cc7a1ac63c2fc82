//! A PostgreSQL of one's own: a cluster in a folder, and in it as many databases as there are tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::EngineError;
use crate::account::Account;
use crate::free_port::free_port;
use crate::program::of_postgres;
use crate::running::{Ends, Running};

const PROGRAM: &str = "postgres";
/// Who may do everything in the cluster.
const OWNER: &str = "two_doors";

/// A PostgreSQL server.
#[derive(Debug)]
pub struct Postgres {
    folder: PathBuf,
    port: u16,
    account: Option<Account>,
    server: Option<Running>,
}

impl Postgres {
    /// Makes a cluster in `folder` and starts it. The folders above it must be open to others if one is root: the server
    /// then runs as somebody else.
    ///
    /// # Errors
    /// [`EngineError`], in words for whoever runs the tests.
    pub fn start(folder: &Path) -> Result<Self, EngineError> {
        std::fs::create_dir_all(folder)?;
        let account = Account::instead_of_root()?;
        if let Some(account) = account {
            account.owns(folder)?;
        }
        let mut postgres = Self { folder: folder.to_owned(), port: free_port()?, account, server: None };
        let data = postgres.data();
        // Without fsync: it hastens the making, and what is made can be made again.
        postgres.run(
            "initdb",
            &[
                "--username",
                OWNER,
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--no-locale",
                "--no-sync",
                "-D",
                &data,
            ],
        )?;
        postgres.start_again()?;
        Ok(postgres)
    }

    /// Starts it again where it was, if it was stopped.
    ///
    /// # Errors
    /// As for [`Postgres::start`].
    pub fn start_again(&mut self) -> Result<(), EngineError> {
        if self.server.is_none() {
            // A killed server leaves the mark of its process behind, which may be somebody else's by now.
            let _ = std::fs::remove_file(self.folder.join("data").join("postmaster.pid"));
            let port = self.port.to_string();
            let mut command = self.command(PROGRAM)?;
            command.args(["-D", &self.data(), "-p", &port, "-c", "listen_addresses=127.0.0.1"]);
            command.args(["-c", "unix_socket_directories=", "-c", "max_connections=200"]);
            let log = self.folder.join("postgres.log");
            self.server =
                Some(Running::start((PROGRAM, Ends::ByQuit), &mut command, log, || self.answers())?);
        }
        Ok(())
    }

    /// Stops it, as a machine that loses its power would.
    pub fn stop(&mut self) {
        self.server = None;
    }

    /// Makes an empty database; returns its address.
    ///
    /// # Errors
    /// [`EngineError::Refused`] if there is one of that name.
    pub fn new_database(&self, name: &str) -> Result<String, EngineError> {
        let port = self.port.to_string();
        self.run("createdb", &["-h", "127.0.0.1", "-p", &port, "-U", OWNER, name])?;
        Ok(format!("postgres://{OWNER}@127.0.0.1:{port}/{name}"))
    }

    /// Makes a copy of a database that nobody is connected to; returns its address. What takes long to make is made once.
    ///
    /// # Errors
    /// [`EngineError::Refused`] if there is one of that name, or somebody is connected.
    pub fn new_copy_of(&self, original: &str, name: &str) -> Result<String, EngineError> {
        let port = self.port.to_string();
        self.run("createdb", &["-h", "127.0.0.1", "-p", &port, "-U", OWNER, "-T", original, name])?;
        Ok(format!("postgres://{OWNER}@127.0.0.1:{port}/{name}"))
    }

    /// Its process, while it runs; those of its connections are children of it.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        self.server.as_ref().map(Running::id)
    }

    fn answers(&self) -> bool {
        let port = self.port.to_string();
        self.run("pg_isready", &["-q", "-h", "127.0.0.1", "-p", &port]).is_ok()
    }

    fn data(&self) -> String {
        self.folder.join("data").to_string_lossy().into_owned()
    }

    fn run(&self, program: &'static str, arguments: &[&str]) -> Result<(), EngineError> {
        let done = self.command(program)?.args(arguments).output()?;
        if done.status.success() {
            return Ok(());
        }
        Err(EngineError::Refused(program, String::from_utf8_lossy(&done.stderr).into_owned()))
    }

    fn command(&self, program: &'static str) -> Result<Command, EngineError> {
        let mut command = Command::new(of_postgres(program)?);
        command.current_dir(&self.folder);
        if let Some(account) = self.account {
            account.runs(&mut command);
        }
        Ok(command)
    }
}
