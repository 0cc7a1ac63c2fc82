//! A browser without a window that goes from site to site: it keeps each host's cookies to itself, follows where it is sent, and
//! fills in the forms that it is shown. It counts what its owner has to do.

use std::collections::BTreeMap;

use app::lab::LAB_COOKIE;
use domain::SandboxId;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE, USER_AGENT};
use reqwest::{Method, Url};

use super::jars::{JarNumber, Jars};
use super::reader::Reader;
use super::{SECOND_BROWSER, Stage};
use crate::experiments::Void;
use crate::parties::attacker::ATTACKERS_SERVER;

/// Nobody is sent on more often than this for a good reason.
const MOST_HOPS: usize = 10;

/// The browser. Its clone is whoever copied its cookies.
#[derive(Clone)]
pub(crate) struct Traveller {
    client: reqwest::Client,
    user_agent: &'static str,
    cookies: BTreeMap<String, BTreeMap<String, String>>,
    reader: Reader,
    jars: Jars,
    jar: JarNumber,
    /// By host: how many requests it has sent there.
    pub(crate) requests: BTreeMap<String, usize>,
    /// By host: how often its owner typed a password there.
    pub(crate) prompts: BTreeMap<String, usize>,
}

/// Where it has come to.
#[derive(Debug)]
pub(crate) struct Page {
    url: Url,
    pub(crate) status: u16,
    text: String,
}

impl Stage {
    /// A browser of the victim's that may leave the app for other sites.
    pub(crate) fn traveller(&self) -> Result<Traveller, Void> {
        let app = address(&self.origin)?;
        let sandbox: &SandboxId = &self.sandbox;
        let of_app = BTreeMap::from([(LAB_COOKIE.to_owned(), sandbox.to_string())]);
        Ok(Traveller {
            client: self.app.clone(),
            user_agent: SECOND_BROWSER,
            cookies: BTreeMap::from([(host(&app), of_app)]),
            reader: self.browser.reader.clone(),
            jars: self.jars.clone(),
            jar: self.jars.open("Another browser, without a window"),
            requests: BTreeMap::new(),
            prompts: BTreeMap::new(),
        })
    }
}

impl Traveller {
    /// Somebody else, with a copy of all cookies, and no way to what this one gets later.
    pub(crate) fn copied(&self) -> Self {
        Self { user_agent: ATTACKERS_SERVER, ..self.clone() }
    }

    /// Opens an address, and goes where it leads.
    pub(crate) async fn open(&mut self, url: &str) -> Result<Page, Void> {
        self.go(Method::GET, address(url)?, &[]).await
    }

    /// Presses a button that sends nothing but itself, and goes where it leads.
    pub(crate) async fn press(&mut self, url: &str) -> Result<Page, Void> {
        self.go(Method::POST, address(url)?, &[]).await
    }

    /// Fills in the form of a page, with what the page put there unseen, and goes where it leads.
    pub(crate) async fn fill_in(&mut self, page: &Page, typed: &[(&str, &str)]) -> Result<Page, Void> {
        let action = page.after("action=\"")?;
        let url = page.url.join(&action).map_err(|_| nowhere())?;
        let anti_forgery = page.after("name=\"anti_forgery\" value=\"")?;
        if typed.iter().any(|(name, _)| *name == "password") {
            *self.prompts.entry(host(&url)).or_default() += 1;
        }
        let fields = [&[("anti_forgery", anti_forgery.as_str())], typed].concat();
        self.go(Method::POST, url, &fields).await
    }

    /// Whether an address opens for these cookies. Any other answer than 200 and 401 shows nothing.
    pub(crate) async fn opens(&mut self, url: &str) -> Result<bool, Void> {
        match self.open(url).await?.status {
            200 => Ok(true),
            401 => Ok(false),
            status => Err(Void(format!("{url} answered {status}, which shows nothing."))),
        }
    }

    /// Follows by itself, as a browser does: a redirect, or a page that says where to go at once.
    async fn go(
        &mut self,
        mut method: Method,
        mut url: Url,
        mut fields: &[(&str, &str)],
    ) -> Result<Page, Void> {
        let (verb, first) = (method.clone(), format!("{}{}", host(&url), url.path()));
        self.reader.before(|| format!("another browser, without a window, goes on: {verb} {first}.")).await?;
        for _ in 0..MOST_HOPS {
            let (page, location) = self.send(&method, &url, fields).await?;
            let refresh = page.after("content=\"0; url=").ok();
            let Some(next) = location.or(refresh) else { return Ok(page) };
            url = page.url.join(&next).map_err(|_| nowhere())?;
            (method, fields) = (Method::GET, &[]);
        }
        Err(Void("A browser was sent in circles.".to_owned()))
    }

    async fn send(
        &mut self,
        method: &Method,
        url: &Url,
        fields: &[(&str, &str)],
    ) -> Result<(Page, Option<String>), Void> {
        let silent = |error: reqwest::Error| {
            tracing::warn!(%error, "a browser between sites");
            Void(format!("{} does not answer.", host(url)))
        };
        let host = host(url);
        *self.requests.entry(host.clone()).or_default() += 1;
        let kept = self.cookies.entry(host.clone()).or_default();
        let cookies: Vec<_> = kept.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request =
            self.client.request(method.clone(), url.clone()).header(USER_AGENT, self.user_agent);
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        if *method == Method::POST {
            let body = serde_urlencoded::to_string(fields).map_err(|_| nowhere())?;
            request = request
                .header("sec-fetch-site", "same-origin")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(body);
        }
        let answer = request.send().await.map_err(silent)?;
        for line in answer.headers().get_all(SET_COOKIE) {
            let line = line.to_str().unwrap_or_default();
            let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            let value = (!line.contains("Max-Age=0")).then_some(value);
            self.jars.cookie(self.jar, name, value, line.contains("HttpOnly"));
            match value {
                Some(value) => kept.insert(name.to_owned(), value.to_owned()),
                None => kept.remove(name),
            };
        }
        let location =
            answer.headers().get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let status = answer.status().as_u16();
        let text = answer.text().await.map_err(silent)?;
        Ok((Page { url: url.clone(), status, text }, location))
    }
}

impl Page {
    /// Whether it asks for a password.
    pub(crate) fn asks_for_password(&self) -> bool {
        self.text.contains("name=\"password\"")
    }

    /// Which site it is on.
    pub(crate) fn host(&self) -> String {
        host(&self.url)
    }

    /// Where the link with these words leads.
    pub(crate) fn link(&self, words: &str) -> Result<String, Void> {
        let before = self.text.split_once(&format!(">{words}</a>")).map(|(before, _)| before);
        let href = before.and_then(|before| before.rsplit_once("href=\"")).map(|(_, href)| href);
        let href = href.and_then(|href| href.split('"').next());
        href.map(str::to_owned).ok_or_else(|| Void(format!("There is no link to {words}.")))
    }

    fn after(&self, start: &str) -> Result<String, Void> {
        let rest = self.text.split_once(start).and_then(|(_, rest)| rest.split('"').next());
        rest.map(|text| text.replace("&amp;", "&")).ok_or_else(nowhere)
    }
}

fn address(url: &str) -> Result<Url, Void> {
    Url::parse(url).map_err(|_| nowhere())
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn nowhere() -> Void {
    Void("A page did not have the form, the link or the address that it should have.".to_owned())
}
