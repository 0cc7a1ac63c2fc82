//! The program itself, as somebody starts it: on ports of its own, with a database that goes with it.

use std::path::PathBuf;
use std::process::Stdio;

use axum::http::{Method, header};
use reqwest::Response;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::Value;
use server::Clients;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// A program that runs until this is dropped.
pub(crate) struct Program {
    pub(crate) app: String,
    pub(crate) port: u16,
    /// Where its attacker is; empty, without the lab.
    pub(crate) attacker: String,
    /// Where its metrics are, if it has any.
    pub(crate) metrics: Option<String>,
    client: reqwest::Client,
    folder: TempDir,
    /// Kept open: a program that cannot say anything any more stops.
    _said: Lines<BufReader<ChildStdout>>,
    running: Child,
}

impl Program {
    /// Starts it, and waits until it has said where it is.
    pub(crate) async fn start(arguments: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let database = folder.path().join("two-doors.db").to_string_lossy().into_owned();
        Self::start_over(&database, folder, arguments).await
    }

    /// The same over this database, which may be a server's. Everything else lies in the folder.
    pub(crate) async fn start_over(database: &str, folder: TempDir, arguments: &[&str]) -> Self {
        // Whoever is behind a proxy calls itself by that one's port.
        Self::start_at(engines::free_port().unwrap(), database, folder, arguments).await
    }

    /// The same at a port of one's choice: a node that starts again is found where it was.
    pub(crate) async fn start_at(port: u16, database: &str, folder: TempDir, arguments: &[&str]) -> Self {
        let program = Command::new(env!("CARGO_BIN_EXE_two-doors"));
        Self::start_by(program, port, database, folder, arguments).await
    }

    /// The same by a command that starts the program with whatever it is given besides.
    pub(crate) async fn start_by(
        mut program: Command,
        port: u16,
        database: &str,
        folder: TempDir,
        arguments: &[&str],
    ) -> Self {
        // A site without files: these tests ask for none.
        std::fs::create_dir_all(folder.path().join("pkg")).unwrap();
        let mut running = program
            .args([
                "--port",
                &port.to_string(),
                "--attacker-port",
                "0",
                "--idp-port",
                "0",
                "--notes-port",
                "0",
            ])
            .args(["--services-port", "0"])
            .arg("--site-root")
            .arg(folder.path())
            .args(["--database", database])
            .arg("--files")
            .arg(folder.path())
            .args(arguments)
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
        let (mut app, mut metrics) = (None, None);
        let attacker = loop {
            let line = lines.next_line().await.unwrap().expect("it says where the attacker is");
            metrics = metrics.or(line.split_once("metrics are at ").map(|(_, address)| address.to_owned()));
            app = app.or(line.split_once("is open: ").map(|(_, origin)| origin.to_owned()));
            if let Some((_, origin)) = line.split_once("attacker is at ") {
                break origin.to_owned();
            }
            if line.contains("The lab is off.") {
                break String::new();
            }
        };
        let app = app.expect("it says where it is");
        let believed = ["localhost", "attacker"].into_iter().filter_map(|party| {
            let file = folder.path().join(format!("two-doors.{party}.certificate.pem"));
            file.exists().then(|| CertificateDer::from_pem_file(file).unwrap())
        });
        let clients = Clients::new(believed).unwrap();
        let client = clients.builder().build().unwrap();
        Self { app, port, attacker, metrics, client, folder, _said: lines, running }
    }

    /// What the system calls it.
    pub(crate) fn process(&self) -> u32 {
        self.running.id().expect("it runs")
    }

    /// Its database, if that is a file.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("two-doors.db")
    }

    /// Ends it as a loss of power would, in the middle of whatever it does. Its folder stays.
    pub(crate) async fn kill(mut self) -> TempDir {
        self.running.kill().await.unwrap();
        self.folder
    }

    /// Ends it as whoever runs it would: it is told to stop, and waited for. Its folder stays.
    pub(crate) async fn stop(mut self) -> TempDir {
        let process = self.running.id().expect("it runs").to_string();
        let told = Command::new("kill").args(["-s", "TERM", &process]).status().await;
        assert!(told.unwrap().success());
        assert!(self.running.wait().await.unwrap().success(), "it stopped in order");
        self.folder
    }

    /// What stands at an address, as JSON.
    pub(crate) async fn get(&self, origin: &str, path: &str) -> Value {
        let request = self.client.get(format!("{origin}{path}")).header(header::ACCEPT, "application/json");
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap()
    }

    /// Sends JSON, and reads what comes back.
    pub(crate) async fn post(&self, origin: &str, path: &str, body: &Value) -> Value {
        let request = self.client.post(format!("{origin}{path}"));
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body.to_string());
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap_or_default()
    }

    /// Signs in at the session door, and reads one's own profile so many times.
    pub(crate) async fn read_own_profile(&self, credentials: &Value, times: usize) {
        let log_in = self.send(Method::POST, "/api/session/login", "", credentials).await;
        let cookies = log_in.headers().get_all(header::SET_COOKIE).iter();
        let session = cookies.filter_map(|line| line.to_str().ok()?.strip_prefix("__Host-session="));
        let session = session.filter_map(|line| line.split(';').next()).collect::<String>();
        for _ in 0..times {
            let profile = self.send(Method::GET, "/api/session/profile/me", &session, &Value::Null).await;
            assert_eq!(profile.status(), 200);
        }
    }

    /// Sends JSON to the app, a form if it is a text, or nothing, with a session cookie.
    pub(crate) async fn send(&self, method: Method, path: &str, cookie: &str, body: &Value) -> Response {
        let request = self.client.request(method, format!("{}{path}", self.app));
        let request = request.header(header::COOKIE, format!("__Host-session={cookie}"));
        let request = match body {
            Value::Null => request,
            Value::String(form) => {
                request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(form.clone())
            }
            body => request.header(header::CONTENT_TYPE, "application/json").body(body.to_string()),
        };
        request.send().await.unwrap()
    }

    /// Somebody who goes on asking when the program is gone.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor { app: self.app.clone(), client: self.client.clone() }
    }

    /// Sends a form to the app.
    pub(crate) async fn post_form(&self, path: &str, form: &str) {
        let request = self.client.post(format!("{}{path}", self.app));
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        assert_eq!(request.body(form.to_owned()).send().await.unwrap().status(), 200, "{path}");
    }

    /// A page of the app.
    pub(crate) async fn page(&self, path: &str) -> String {
        self.text(&format!("{}{path}", self.app)).await
    }

    /// What stands at an address.
    pub(crate) async fn text(&self, address: &str) -> String {
        self.client.get(address).send().await.unwrap().text().await.unwrap()
    }

    /// Begins a campaign at the attacker's site, and returns its path.
    pub(crate) async fn begin_campaign(&self) -> String {
        let begun = self.client.post(format!("{}/campaigns", self.attacker)).send().await.unwrap();
        begun.headers()[header::LOCATION].to_str().unwrap().to_owned()
    }
}

/// Somebody who knows where the app is.
#[derive(Clone)]
pub(crate) struct Visitor {
    app: String,
    client: reqwest::Client,
}

impl Visitor {
    /// Sends JSON to the app. The answer's status, if there was an answer.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Option<u16> {
        let request = self.client.post(format!("{}{path}", self.app));
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body.to_string());
        request.send().await.ok().map(|answer| answer.status().as_u16())
    }
}
