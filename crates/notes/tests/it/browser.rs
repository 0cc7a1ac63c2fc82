//! A browser, as far as HTTP goes: it keeps each host's cookies, follows where it is sent, and says where a form stood.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, StatusCode};
use idp::Url;
use reqwest::Method;
use serde_json::Value;

use crate::town::{Town, requests};

const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) struct Browser<'t> {
    town: &'t Town,
    client: reqwest::Client,
    /// By host.
    pub(crate) cookies: BTreeMap<String, BTreeMap<String, String>>,
    /// What came back so far, headers and all.
    pub(crate) seen: Vec<Answer>,
}

#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) url: Url,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        self.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect()
    }

    /// A parameter of the address that a browser is sent to.
    pub(crate) fn sent(&self, name: &str) -> Option<String> {
        let address = Url::parse(self.header("location")).unwrap_or_else(|_| panic!("nowhere: {self:?}"));
        address.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
    }

    fn between(&self, start: &str) -> String {
        let (_, rest) = self.text.split_once(start).unwrap_or_else(|| panic!("no {start}: {self:?}"));
        rest.split_once('"').unwrap().0.replace("&amp;", "&")
    }
}

impl<'t> Browser<'t> {
    pub(crate) fn new(town: &'t Town) -> Self {
        Self { town, client: requests(), cookies: BTreeMap::new(), seen: Vec::new() }
    }

    /// Sends one request, with the cookies of its host, and keeps those that come back. Follows nothing.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        url: &Url,
        (site, form): (&str, Option<&[(&str, &str)]>),
    ) -> Answer {
        let host = url.host_str().unwrap().to_owned();
        let mut request = self.client.request(method, url.as_str()).header("sec-fetch-site", site);
        let cookies: Vec<_> =
            self.cookies.entry(host.clone()).or_default().iter().map(|(k, v)| format!("{k}={v}")).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if let Some(form) = form {
            let body = serde_urlencoded::to_string(form).unwrap();
            request = request.header("content-type", FORM).body(body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let answer = Answer { url: url.clone(), status, headers, text: response.text().await.unwrap() };
        let kept = self.cookies.entry(host).or_default();
        for cookie in answer.set_cookies() {
            let (name, rest) = cookie.split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                kept.remove(name);
            } else {
                kept.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
            }
        }
        self.seen.push(answer.clone());
        answer
    }

    /// Follows redirects from an answer to a page.
    pub(crate) async fn follow(&mut self, mut answer: Answer) -> Answer {
        while answer.status == StatusCode::SEE_OTHER {
            let url = answer.url.join(answer.header("location")).unwrap();
            answer = self.send(Method::GET, &url, ("cross-site", None)).await;
        }
        answer
    }

    /// Opens an address, and follows.
    pub(crate) async fn open(&mut self, address: &str) -> Answer {
        let answer = self.get(address).await;
        self.follow(answer).await
    }

    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        self.send(Method::GET, &Url::parse(address).unwrap(), ("none", None)).await
    }

    /// Sends a form of a page of the same origin. Follows nothing.
    pub(crate) async fn post(&mut self, address: &str, form: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, &Url::parse(address).unwrap(), ("same-origin", Some(form))).await
    }

    /// Presses the button of Notes, and goes where it leads.
    pub(crate) async fn leave_for_provider(&mut self, sandbox: &str) -> Answer {
        let answer = self.post(&self.town.notes(&format!("/{sandbox}/sign-in")), &[]).await;
        self.follow(answer).await
    }

    /// Fills in the provider's form, and stays with the answer.
    pub(crate) async fn fill_in(&mut self, page: &Answer, (email, password): (&str, &str)) -> Answer {
        let anti_forgery = page.between("name=\"anti_forgery\" value=\"");
        let form = [("anti_forgery", anti_forgery.as_str()), ("email", email), ("password", password)];
        self.send_form_of(page, &form).await
    }

    /// Says yes to the provider's question.
    pub(crate) async fn confirm(&mut self, page: &Answer) -> Answer {
        let anti_forgery = page.between("name=\"anti_forgery\" value=\"");
        self.send_form_of(page, &[("anti_forgery", anti_forgery.as_str())]).await
    }

    async fn send_form_of(&mut self, page: &Answer, form: &[(&str, &str)]) -> Answer {
        let action = page.url.join(&page.between("action=\"")).unwrap();
        self.send(Method::POST, &action, ("same-origin", Some(form))).await
    }

    /// Signs in to Notes from the first button to the notebook.
    pub(crate) async fn sign_in(&mut self, sandbox: &str, account: (&str, &str)) -> Answer {
        let form = self.leave_for_provider(sandbox).await;
        let answer = self.fill_in(&form, account).await;
        self.follow(answer).await
    }

    /// Whom Notes takes this browser for.
    pub(crate) async fn profile(&mut self, sandbox: &str) -> Answer {
        self.get(&self.town.notes(&format!("/{sandbox}/api/profile"))).await
    }

    pub(crate) fn cookie(&self, host: &str, name: &str) -> Option<&str> {
        self.cookies.get(host)?.get(name).map(String::as_str)
    }

    pub(crate) fn session(&self) -> Option<&str> {
        self.cookie("notes.localhost", "__Host-notes_session")
    }

    /// Another browser, with a copy of this one's cookies.
    pub(crate) fn copy(&self) -> Self {
        Self { cookies: self.cookies.clone(), ..Self::new(self.town) }
    }
}
