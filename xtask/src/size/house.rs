//! A server of our own for as long as something is measured, on ports that are free and with a database that nobody has used.

use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::kind::Kind;
use super::request;
use crate::children::clean;
use crate::failure::Failure;
use crate::places::{Places, make_dir, remove_dir};
use crate::port;
use crate::site::Site;

const POLL: Duration = Duration::from_millis(50);
/// How long a server may take to start, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_mins(1);

/// The server.
pub(super) struct House {
    server: Child,
    port: u16,
    folder: PathBuf,
}

/// What it answered to a browser.
pub(super) struct Served {
    pub(super) status: u16,
    /// How many bytes it sent, encoded as a browser asks for.
    pub(super) bytes: usize,
    /// What they say.
    pub(super) text: String,
    content_type: String,
}

impl House {
    /// Starts it, and waits until it answers.
    pub(super) fn open(places: &Places, site: &Site) -> Result<Self, Failure> {
        let folder = places.own("size");
        remove_dir(&folder)?;
        make_dir(&folder)?;
        let app = port::any_free()?;
        let mut server = clean(&site.server);
        port::give_free(&mut server)?;
        site.announce_to(&mut server)
            .arg("--database")
            .arg(folder.join("two-doors.db"))
            .env(port::APP.variable, app.to_string())
            .env("RUST_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let server = server.spawn().map_err(Failure::start("two-doors"))?;
        let mut house = Self { server, port: app, folder };
        house.wait()?;
        Ok(house)
    }

    /// Asks for an address twice: as a browser does, for the weight, and uncompressed, for what it says.
    pub(super) fn get(&self, address: &str) -> Result<Served, Failure> {
        let get = |encoding| {
            let failed = |source| Failure::Io { doing: format!("ask for {address}"), source };
            request::get(self.port, address, encoding).map_err(failed)
        };
        let (sent, plain) = (get("br")?, get("identity")?);
        let text = String::from_utf8_lossy(&plain.body).into_owned();
        Ok(Served { status: sent.status, bytes: sent.body.len(), text, content_type: sent.content_type })
    }

    fn wait(&mut self) -> Result<(), Failure> {
        let start = Instant::now();
        while !request::get(self.port, "/heartbeat", "identity").is_ok_and(|answer| answer.status == 200) {
            let ended = self.server.try_wait().is_ok_and(|status| status.is_some());
            if ended || start.elapsed() > PATIENCE {
                return Err(Failure::NoAnswer);
            }
            sleep(POLL);
        }
        Ok(())
    }
}

impl Served {
    /// What kind of file it is.
    pub(super) fn kind(&self) -> Option<Kind> {
        Kind::of(&self.content_type)
    }

    /// For an answer that nobody expected.
    pub(super) fn unexpected(&self, address: &str) -> Failure {
        Failure::Unexpected {
            address: address.to_owned(),
            status: self.status,
            content_type: self.content_type.clone(),
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // Whatever this meets, the measuring is over.
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = remove_dir(&self.folder);
    }
}
