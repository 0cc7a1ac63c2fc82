//! A browser without a window, at the provider and at Notes: other sites, which have cookies of their own, and whose forms
//! somebody fills in. No recorder of the app's sees it, so it tells of itself.

use std::collections::BTreeMap;

use lab::{Event, Lane, Mark};
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::{RequestBuilder, Url};

use super::super::Void;
use super::super::stage::Stage;

/// One browser.
pub(super) struct Visitor {
    client: reqwest::Client,
    /// By origin, then by name.
    cookies: BTreeMap<String, BTreeMap<String, String>>,
    from: Lane,
}

/// What it was answered.
pub(super) struct Page {
    pub(super) address: Url,
    pub(super) status: u16,
    /// Where it is sent on to, if anywhere.
    pub(super) to: Option<Url>,
    pub(super) text: String,
}

impl Visitor {
    pub(super) fn new(stage: &Stage, from: Lane) -> Result<Self, Void> {
        let client = stage.clients.builder().build().map_err(silent)?;
        Ok(Self { client, cookies: BTreeMap::new(), from })
    }

    /// Goes to an address.
    pub(super) async fn get(&mut self, stage: &Stage, address: &Url) -> Result<Page, Void> {
        let request = self.client.get(address.clone());
        self.send(stage, "GET", address.clone(), request).await
    }

    /// Sends a form of this site's own.
    pub(super) async fn post(
        &mut self,
        stage: &Stage,
        address: Url,
        fields: &[(String, String)],
    ) -> Result<Page, Void> {
        let body = Url::parse_with_params("form:", fields).map_err(|_| leads_nowhere())?;
        let request = self.client.post(address.clone()).header("sec-fetch-site", "same-origin");
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(body.query().unwrap_or_default().to_owned());
        self.send(stage, "POST", address, request).await
    }

    /// Fills in the form of a page that leads to this step, and sends it with what stands in it unseen.
    pub(super) async fn fill_in(
        &mut self,
        stage: &Stage,
        page: &Page,
        step: &str,
        typed: &[(&str, &str)],
    ) -> Result<Page, Void> {
        let (action, mut fields) = page.form(step).ok_or_else(leads_nowhere)?;
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let address = page.address.join(&action).map_err(|_| leads_nowhere())?;
        self.post(stage, address, &fields).await
    }

    async fn send(
        &mut self,
        stage: &Stage,
        method: &str,
        address: Url,
        request: RequestBuilder,
    ) -> Result<Page, Void> {
        let cookies = self.cookies.entry(address.origin().ascii_serialization()).or_default();
        let brought: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header(COOKIE, brought.join("; ")).send().await.map_err(silent)?;
        for line in answer.headers().get_all(SET_COOKIE) {
            let line = line.to_str().unwrap_or_default();
            let pair = line.split(';').next().and_then(|pair| pair.split_once('='));
            match pair {
                Some((name, _)) if line.contains("Max-Age=0") => drop(cookies.remove(name)),
                Some((name, value)) => drop(cookies.insert(name.to_owned(), value.to_owned())),
                None => {}
            }
        }
        let status = answer.status().as_u16();
        let to = answer.headers().get(LOCATION).and_then(|to| address.join(to.to_str().ok()?).ok());
        let text = answer.text().await.map_err(silent)?;
        self.tell(stage, method, &address, status);
        Ok(Page { address, status, to, text })
    }

    /// What happens at Notes is in the table: the diagram has the app's parties.
    fn tell(&self, stage: &Stage, method: &str, address: &Url, status: u16) {
        let Some((_, step)) =
            address.path().split_once("/realms/").and_then(|(_, rest)| rest.split_once('/'))
        else {
            return;
        };
        stage.traces.note(
            &stage.sandbox,
            Event {
                from: self.from,
                to: Lane::Provider,
                name: format!("{method} …/{step}"),
                status: Some(status),
                note: String::new(),
                request: Vec::new(),
                response: Vec::new(),
                mark: if status >= 400 { Mark::Stopped } else { Mark::Plain },
            },
        );
    }
}

impl Page {
    /// Whether it is the page that asks for more than the password.
    pub(super) fn asks_for_more(&self) -> bool {
        self.to.as_ref().is_some_and(|to| to.path().ends_with("/second-factor"))
    }

    /// The form that leads to a step: its address, and what stands in it unseen.
    fn form(&self, step: &str) -> Option<(String, Vec<(String, String)>)> {
        let forms = self.text.split("<form ").skip(1).filter_map(|form| form.split("</form>").next());
        forms.filter_map(|form| Some((attribute(form, "action")?, form))).find_map(|(action, form)| {
            let leads_there = action.split('?').next()?.ends_with(step);
            let inputs = form.split("<input ").skip(1).filter(|input| input.starts_with("type=\"hidden\""));
            let fields =
                inputs.filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)));
            leads_there.then(|| (action, fields.collect()))
        })
    }
}

/// The value of the first attribute by that name.
fn attribute(markup: &str, name: &str) -> Option<String> {
    let (_, rest) = markup.split_once(&format!("{name}=\""))?;
    Some(rest.split_once('"')?.0.replace("&amp;", "&"))
}

fn leads_nowhere() -> Void {
    Void("The identity provider has no such form.".to_owned())
}

fn silent(error: reqwest::Error) -> Void {
    tracing::warn!(%error, "another site");
    Void("The identity provider, or Notes, does not answer.".to_owned())
}
