//! Somebody who works at a service behind the app: reads its log there, and tries out what the log keeps. By HTTP, like
//! everybody.

use std::time::Duration;

use lab::{Event, Lane, Mark};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use serde::Deserialize;

use super::Stage;
use crate::Clients;
use crate::experiments::Void;
use crate::lab::Service;
use crate::parties::attacker::ATTACKERS_SERVER;

/// How long the insider waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The insider, and where the services are.
#[derive(Clone)]
pub(crate) struct Insider {
    client: reqwest::Client,
    port: u16,
}

/// A line of a service's log: a request, as the service got it.
#[derive(Deserialize)]
pub(crate) struct Logged {
    /// The request line.
    pub(crate) request: String,
    /// The header, or nothing.
    pub(crate) authorization: String,
    /// The answer’s status.
    pub(crate) status: u16,
}

/// What came back.
pub(crate) struct Shown {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Insider {
    /// Somebody at the services on this port.
    pub(crate) fn new(clients: &Clients, port: u16) -> reqwest::Result<Self> {
        let client = clients.builder().timeout(PATIENCE).user_agent(ATTACKERS_SERVER).build()?;
        Ok(Self { client, port })
    }

    /// Where a service is.
    pub(crate) fn origin_of(&self, service: Service) -> String {
        service.origin(self.port)
    }

    /// What a service's log keeps of a sandbox, oldest first.
    pub(crate) async fn log(&self, service: Service, sandbox: &str) -> Result<Vec<Logged>, Void> {
        let address = format!("{}/log/{sandbox}", self.origin_of(service));
        let log = self.client.get(address).send().await.map_err(silent)?.text().await.map_err(silent)?;
        serde_json::from_str(&log).map_err(|_| Void("The service’s log could not be read.".to_owned()))
    }

    /// Asks a service for something, with this header if there is one.
    pub(crate) async fn get(&self, service: Service, path: &str, authorization: &str) -> Result<Shown, Void> {
        let mut request = self.client.get(format!("{}{path}", self.origin_of(service)));
        if !authorization.is_empty() {
            request = request.header(AUTHORIZATION, authorization);
        }
        let answer = request.send().await.map_err(silent)?;
        Ok(Shown { status: answer.status().as_u16(), text: answer.text().await.map_err(silent)? })
    }
}

impl Insider {
    /// Sends what stands in an address’s query as a form instead.
    pub(crate) async fn post(&self, service: Service, address: &str) -> Result<Shown, Void> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let request = self.client.post(format!("{}{path}", self.origin_of(service)));
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = request.body(query.to_owned()).send().await.map_err(silent)?;
        Ok(Shown { status: answer.status().as_u16(), text: answer.text().await.map_err(silent)? })
    }

    /// Writes below a sandbox’s shared documents, with this picture.
    async fn comment(&self, sandbox: &str, picture: &str) -> Result<(), Void> {
        let request = self.client.post(format!("{}/comments/{sandbox}", self.origin_of(Service::Files)));
        let request = request.header(CONTENT_TYPE, "application/json");
        let body = serde_json::json!({ "picture": picture }).to_string();
        match request.body(body).send().await.map_err(silent)?.status().as_u16() {
            204 => Ok(()),
            status => Err(Void(format!("The store did not take the comment: {status}."))),
        }
    }
}

impl Stage {
    /// Has the attacker write below Alice’s documents, with this picture.
    pub(crate) async fn comment_with(&self, picture: &str) -> Result<(), Void> {
        let writing =
            || "the attacker writes below Alice’s documents, with a picture from his server.".to_owned();
        self.browser.reader.before(writing).await?;
        self.insider.comment(self.sandbox.as_str(), picture).await?;
        let name = "POST files.localhost/comments".to_owned();
        self.note_at_service(name, 204, "with a picture from the attacker’s server", Mark::Plain);
        Ok(())
    }

    /// What stands in a service's log, noted in the trace.
    pub(crate) async fn read_log(&self, service: Service) -> Result<Vec<Logged>, Void> {
        let reading = || format!("somebody who works at {} reads its log.", service.name());
        self.browser.reader.before(reading).await?;
        let log = self.insider.log(service, self.sandbox.as_str()).await?;
        let name = format!("GET {}/log", service.name());
        let opens = |line: &Logged| !line.authorization.is_empty() || line.request.contains("jwt=");
        let (note, mark) = match log.last() {
            Some(line) if opens(line) => ("its own log, with what opens the door", Mark::Stolen),
            _ => ("its own log: nothing that opens", Mark::Stopped),
        };
        self.note_at_service(name, 200, note, mark);
        Ok(log)
    }

    /// Tries a copied header out at a service. Returns whether it opened the document there: any other answer than that
    /// and 401 shows nothing.
    pub(crate) async fn try_at(&self, service: Service, authorization: &str) -> Result<bool, Void> {
        let trying = || format!("the same somebody tries at {} what stood in the log.", service.name());
        self.browser.reader.before(trying).await?;
        let shown = self.insider.get(service, &service.document(&self.sandbox), authorization).await?;
        let opened = opened(&shown)?;
        let (note, mark) = if opened { ("the document", Mark::Stolen) } else { ("", Mark::Stopped) };
        self.note_at_service(service.request().to_owned(), shown.status, note, mark);
        Ok(opened)
    }

    /// What the insider did at a service: no recorder of the app's sees it.
    pub(crate) fn note_at_service(&self, name: String, status: u16, note: &str, mark: Mark) {
        let event = Event {
            from: Lane::Attacker,
            to: Lane::Services,
            name,
            status: Some(status),
            note: note.to_owned(),
            request: Vec::new(),
            response: Vec::new(),
            mark,
        };
        self.traces.note(&self.sandbox, event);
    }
}

/// Whether an answer is the document, or a refusal of the token.
pub(crate) fn opened(shown: &Shown) -> Result<bool, Void> {
    match shown.status {
        200 if shown.text.contains("in May") => Ok(true),
        401 => Ok(false),
        status => Err(Void(format!("A service answered {status}, which shows nothing."))),
    }
}

fn silent(error: reqwest::Error) -> Void {
    tracing::warn!(%error, "a service");
    Void("The services do not answer.".to_owned())
}
