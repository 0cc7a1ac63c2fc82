//! A browser without a window, at the embedded identity provider: another site, which has cookies of its own, and whose form
//! somebody fills in. No recorder of the app's sees it, so it tells of itself.

use std::collections::BTreeMap;

use lab::{Event, Lane, Mark};
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::{RequestBuilder, Url};

use super::super::Void;
use super::Stage;
use crate::lab::Fingerprint;

/// One browser's cookies there.
pub(crate) struct AtProvider {
    client: reqwest::Client,
    cookies: BTreeMap<String, String>,
    from: Lane,
}

/// What it answered: where it sends a browser, if anywhere, and with what status.
pub(crate) struct Sent {
    pub(crate) status: u16,
    pub(crate) to: Option<Url>,
    text: String,
}

impl AtProvider {
    /// A browser of this lane's, which nobody has signed in with yet.
    pub(crate) fn new(stage: &Stage, from: Lane) -> Result<Self, Void> {
        let client = stage.clients.builder().build().map_err(silent)?;
        Ok(Self { client, cookies: BTreeMap::new(), from })
    }

    /// Brings the provider a client's question, signs in if it asks for that, and returns where it sends the browser.
    pub(crate) async fn ask(
        &mut self,
        stage: &Stage,
        question: &Url,
        (email, password): (&str, &str),
    ) -> Result<Sent, Void> {
        let asked = self.send(stage, "GET", "authorize", self.client.get(question.clone())).await?;
        let Some((action, anti_forgery)) = form(&asked.text).filter(|_| asked.status == 200) else {
            return Ok(asked);
        };
        let action =
            question.join(&action).map_err(|_| Void("The provider’s form leads nowhere.".to_owned()))?;
        let fields = [("anti_forgery", anti_forgery.as_str()), ("email", email), ("password", password)];
        let request = self.client.post(action).header("sec-fetch-site", "same-origin");
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(serde_urlencoded::to_string(fields).unwrap_or_default());
        self.send(stage, "POST", "sign-in", request).await
    }

    async fn send(
        &mut self,
        stage: &Stage,
        method: &str,
        what: &str,
        request: RequestBuilder,
    ) -> Result<Sent, Void> {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header(COOKIE, cookies.join("; ")).send().await.map_err(silent)?;
        for line in answer.headers().get_all(SET_COOKIE) {
            let pair = line.to_str().unwrap_or_default().split(';').next();
            let Some((name, value)) = pair.and_then(|pair| pair.split_once('=')) else { continue };
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let status = answer.status().as_u16();
        let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()?.parse::<Url>().ok());
        let text = answer.text().await.map_err(silent)?;
        let codes = to.iter().flat_map(Url::query_pairs).filter(|(name, _)| name == "code");
        let codes: Vec<_> = codes.map(|(_, code)| Fingerprint::of(&code)).collect();
        let event = Event {
            from: self.from,
            to: Lane::Provider,
            name: format!("{method} …/{what}"),
            status: Some(status),
            note: if codes.is_empty() { "" } else { "sent back, with a code" }.to_owned(),
            request: Vec::new(),
            response: Vec::new(),
            mark: if status >= 400 { Mark::Stopped } else { Mark::Plain },
        };
        stage.traces.note_with(&stage.sandbox, event, codes);
        Ok(Sent { status, to, text })
    }
}

/// The address of a page's form, and what stands in it unseen.
fn form(page: &str) -> Option<(String, String)> {
    let between = |start: &str| {
        let (_, rest) = page.split_once(start)?;
        Some(rest.split_once('"')?.0.replace("&amp;", "&"))
    };
    Some((between("action=\"")?, between("name=\"anti_forgery\" value=\"")?))
}

fn silent(error: reqwest::Error) -> Void {
    tracing::warn!(%error, "the identity provider");
    Void("The identity provider does not answer.".to_owned())
}
