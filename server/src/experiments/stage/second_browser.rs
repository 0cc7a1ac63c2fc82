//! Another browser of the victim's: no window and no script, but cookies, and real requests.

use std::collections::BTreeMap;

use app::lab::LAB_COOKIE;
use domain::SandboxId;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE, USER_AGENT};
use reqwest::{Method, RequestBuilder, Url};
use serde_json::Value;

use super::super::Void;
use super::jars::{JarNumber, Jars};
use super::reader::Reader;
use super::sentence;
use crate::parties::attacker::ATTACKERS_SERVER;

/// What it calls itself: the recorder tells it by that from the browser with a window.
pub(crate) const SECOND_BROWSER: &str = "two-doors-second-browser";

/// A browser with cookies of its own. Its clone is whoever copied them.
#[derive(Clone)]
pub(crate) struct SecondBrowser {
    client: reqwest::Client,
    origin: String,
    cookies: BTreeMap<String, String>,
    pub(super) user_agent: String,
    pub(super) reader: Reader,
    jars: Jars,
    /// Its own among them, as soon as it has asked for something.
    jar: Option<JarNumber>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where it would send a browser, if anywhere. Nobody goes there by themselves.
    pub(crate) location: Option<String>,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl SecondBrowser {
    pub(super) fn new(
        client: reqwest::Client,
        origin: String,
        sandbox: &SandboxId,
        calls_itself: &str,
        (reader, jars): (Reader, Jars),
    ) -> Self {
        let cookies = [(LAB_COOKIE.to_owned(), sandbox.to_string())].into();
        Self { client, origin, cookies, user_agent: calls_itself.to_owned(), reader, jars, jar: None }
    }

    /// Gives it a name, which follows in brackets wherever it says what it is.
    pub(super) fn called(self, name: &str) -> Self {
        Self { user_agent: format!("{SECOND_BROWSER} ({name})"), ..self }
    }

    /// A cookie's value, as malware on the device could read it: no script can.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Puts a cookie there, as malware on the device could, or somebody who had the browser first.
    pub(crate) fn plant(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
        let jar = self.jar();
        self.jars.cookie(jar, name, Some(value), false);
    }

    /// Asks for an address.
    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer, Void> {
        let request = self.request(Method::GET, path);
        self.send(request).await
    }

    /// Asks for an address, with an access token.
    pub(crate) async fn get_bearer(&mut self, path: &str, access_token: &str) -> Result<Answer, Void> {
        let request =
            self.request(Method::GET, path).header("authorization", format!("Bearer {access_token}"));
        self.send(request).await
    }

    /// Sends JSON to an address.
    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Result<Answer, Void> {
        let request = self.request(Method::POST, path).header("content-type", "application/json");
        self.send(request.body(body.to_string())).await
    }

    /// Sends JSON to an address, with an access token.
    pub(crate) async fn post_bearer(
        &mut self,
        path: &str,
        access_token: &str,
        body: &Value,
    ) -> Result<Answer, Void> {
        let request = self.request(Method::POST, path).header("content-type", "application/json");
        let request = request.header("authorization", format!("Bearer {access_token}"));
        self.send(request.body(body.to_string())).await
    }

    /// Sends a form, as a page of the app's own does: a browser says where it comes from.
    pub(crate) async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Void> {
        let encoded = Url::parse_with_params(&self.origin, fields).ok();
        let body = encoded.and_then(|encoded| encoded.query().map(str::to_owned)).unwrap_or_default();
        let request = self.request(Method::POST, path).header("origin", &self.origin);
        let request = request.header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(body)).await
    }

    /// Puts JSON at an address, with an access token.
    pub(crate) async fn put_bearer(
        &mut self,
        path: &str,
        access_token: &str,
        body: &Value,
    ) -> Result<Answer, Void> {
        let request = self.request(Method::PUT, path).header("content-type", "application/json");
        let request = request.header("authorization", format!("Bearer {access_token}"));
        self.send(request.body(body.to_string())).await
    }

    /// Asks for something to be deleted.
    pub(crate) async fn delete(&mut self, path: &str) -> Result<Answer, Void> {
        let request = self.request(Method::DELETE, path);
        self.send(request).await
    }

    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.client
            .request(method, format!("{}{path}", self.origin))
            .header(USER_AGENT, &self.user_agent)
            .header(COOKIE, cookies.join("; "))
    }

    async fn send(&mut self, request: RequestBuilder) -> Result<Answer, Void> {
        let silent = |error: reqwest::Error| {
            tracing::warn!(%error, "the second browser");
            Void("The app did not answer the other browser.".to_owned())
        };
        let request = request.build().map_err(silent)?;
        let (method, path) = (request.method(), request.url().path());
        self.reader.before(|| sentence::of_request(&self.user_agent, method, path)).await?;
        let (jar, path) = (self.jar(), path.to_owned());
        let answer = self.client.execute(request).await.map_err(silent)?;
        for line in answer.headers().get_all(SET_COOKIE) {
            let line = line.to_str().unwrap_or_default();
            let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            let value = (!line.contains("Max-Age=0")).then_some(value);
            self.jars.cookie(jar, name, value, line.contains("HttpOnly"));
            match value {
                Some(value) => self.cookies.insert(name.to_owned(), value.to_owned()),
                None => self.cookies.remove(name),
            };
        }
        let status = answer.status().as_u16();
        let location =
            answer.headers().get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let text = answer.text().await.map_err(silent)?;
        let body = serde_json::from_str(&text).unwrap_or_default();
        if status == 200 {
            self.jars.answer(jar, &path, &body);
        }
        Ok(Answer { status, location, body, text })
    }

    /// Its jar.
    fn jar(&mut self) -> JarNumber {
        let name = self.user_agent.strip_prefix(SECOND_BROWSER).unwrap_or_default();
        let name = match name.trim_start_matches(" (").trim_end_matches(')') {
            _ if self.user_agent == ATTACKERS_SERVER => "The attacker’s own program",
            "" => "Another browser, without a window",
            name => name,
        };
        *self.jar.get_or_insert_with(|| self.jars.open(name))
    }
}
