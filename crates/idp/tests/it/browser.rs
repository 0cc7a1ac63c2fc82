//! A browser, as far as HTTP goes: it keeps cookies, fills in forms, and says where a request comes from.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use idp::Url;
use serde_json::Value;
use tower::ServiceExt as _;

use crate::provider::{HOST, TestProvider};

pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Answer {
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

    /// A parameter of the address that a browser is sent to.
    pub(crate) fn sent(&self, name: &str) -> Option<String> {
        assert_eq!(self.status, 303, "{self:?}");
        let address = Url::parse(self.header("location")).unwrap();
        address.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
    }

    /// The address of the page's form, and what stands in it unseen.
    pub(crate) fn form(&self) -> (String, String) {
        let between = |start: &str| {
            let (_, rest) = self.text.split_once(start).unwrap_or_else(|| panic!("no form: {self:?}"));
            rest.split_once('"').unwrap().0.replace("&amp;", "&")
        };
        (between("action=\""), between("name=\"anti_forgery\" value=\""))
    }
}

impl Browser {
    pub(crate) fn new(provider: &TestProvider) -> Self {
        Self { router: provider.router.clone(), cookies: BTreeMap::new() }
    }

    /// Sends a request with the cookies, and keeps those that come back.
    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        headers.entry(header::HOST).or_insert(HOST.parse().unwrap());
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = to_bytes(body, 1 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(body.into()).unwrap() }
    }

    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// Sends a form of the provider's own page.
    pub(crate) async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from("same-origin", address, fields).await
    }

    /// Sends a form of a page elsewhere.
    pub(crate) async fn post_from(&mut self, site: &str, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::CONTENT_LENGTH, body.len())
            .header("sec-fetch-site", site);
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Asks to sign in, and answers the form if there is one.
    pub(crate) async fn sign_in(&mut self, question: &str, account: (&str, &str)) -> Answer {
        let page = self.get(question).await;
        if page.status == 303 {
            return page;
        }
        self.fill_in(&page, account).await
    }

    /// Fills in the form of a page, and sends it.
    pub(crate) async fn fill_in(&mut self, page: &Answer, (email, password): (&str, &str)) -> Answer {
        let (action, anti_forgery) = page.form();
        let fields = [("anti_forgery", anti_forgery.as_str()), ("email", email), ("password", password)];
        self.post(&action, &fields).await
    }
}
