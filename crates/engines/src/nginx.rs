//! An nginx of one's own, with the sites of a file such as those in `deploy/nginx/`.

use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::EngineError;
use crate::program::on_path;
use crate::running::{Ends, Running};

const PROGRAM: &str = "nginx";

/// An nginx, in front of something.
#[derive(Debug)]
pub struct Nginx {
    _server: Running,
}

impl Nginx {
    /// Starts one with these sites, one of which listens on `port`. Its files lie in `folder`, which is made.
    ///
    /// # Errors
    /// [`EngineError`], in words for whoever runs the tests; [`EngineError::Silent`] also if it does not understand the sites.
    pub fn start(folder: &Path, sites: &str, port: u16) -> Result<Self, EngineError> {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join("sites.conf"), sites)?;
        std::fs::write(folder.join("nginx.conf"), around("sites.conf", folder))?;
        // Debian's package keeps it where only root's `PATH` leads.
        let program = on_path(PROGRAM, "nginx").or_else(|missing| {
            let debian = PathBuf::from("/usr/sbin/nginx");
            if debian.is_file() { Ok(debian) } else { Err(missing) }
        })?;
        let mut command = Command::new(program);
        command.arg("-p").arg(folder).args(["-e", "stderr", "-c"]).arg(folder.join("nginx.conf"));
        let answers = || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
        let log = folder.join("nginx.log");
        Ok(Self { _server: Running::start((PROGRAM, Ends::ByQuit), &mut command, log, answers)? })
    }
}

/// What a file of sites stands in: everything that an nginx without root writes lies in its folder.
fn around(sites: &str, folder: &Path) -> String {
    let folder = folder.display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("    {kind}_temp_path {folder}/{kind};\n"))
        .concat();
    format!(
        "daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log stderr warn;\nevents {{}}\n\
         http {{\n{temporary}    access_log off;\n    include {folder}/{sites};\n}}\n"
    )
}
