//! A Redis of one's own. It keeps what it acknowledged (an append-only file, written through before each answer), so that
//! it can be stopped and started again.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::EngineError;
use crate::free_port::free_port;
use crate::program::on_path;
use crate::running::{Ends, Running};

const PROGRAM: &str = "redis-server";
const PACKAGE: &str = "redis-server";

/// A Redis server.
#[derive(Debug)]
pub struct Redis {
    folder: PathBuf,
    port: u16,
    server: Option<Running>,
}

impl Redis {
    /// Starts one that keeps its files in `folder`, which is made.
    ///
    /// # Errors
    /// [`EngineError`], in words for whoever runs the tests.
    pub fn start(folder: &Path) -> Result<Self, EngineError> {
        std::fs::create_dir_all(folder)?;
        let mut redis = Self { folder: folder.to_owned(), port: free_port()?, server: None };
        redis.start_again()?;
        Ok(redis)
    }

    /// Starts it again where it was, if it was stopped.
    ///
    /// # Errors
    /// As for [`Redis::start`].
    pub fn start_again(&mut self) -> Result<(), EngineError> {
        if self.server.is_none() {
            let port = self.port.to_string();
            let mut command = Command::new(on_path(PROGRAM, PACKAGE)?);
            command.current_dir(&self.folder).args(["--bind", "127.0.0.1", "--port", &port]);
            command.args(["--appendonly", "yes", "--appendfsync", "always", "--save", ""]);
            let log = self.folder.join("redis.log");
            self.server =
                Some(Running::start((PROGRAM, Ends::ByKill), &mut command, log, || answers(self.port))?);
        }
        Ok(())
    }

    /// Stops it, as a machine that loses its power would.
    pub fn stop(&mut self) {
        self.server = None;
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Its process, while it runs.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        self.server.as_ref().map(Running::id)
    }
}

/// Whether it says `PONG`: while it still reads its file it says `LOADING`.
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        connection.set_read_timeout(Some(Duration::from_secs(1)))?;
        connection.write_all(b"PING\r\n")?;
        let mut answer = [0; 7];
        connection.read_exact(&mut answer)?;
        Ok(&answer == b"+PONG\r\n")
    };
    ask().unwrap_or(false)
}
