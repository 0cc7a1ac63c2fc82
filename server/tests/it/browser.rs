//! The least of a browser: it sends requests, and keeps the cookies that it is told to keep.

use axum::Router;
use axum::body::{Body, HttpBody as _, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::house::TestHouse;

pub(crate) const ALICE: (&str, &str) = ("alice@example.test", "alice-through-the-glass");
pub(crate) const ADMIN: (&str, &str) = ("admin@example.test", "keeper-of-the-keys");

#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    host: String,
    pub(crate) cookies: Vec<(String, String)>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {:?}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect()
    }

    /// The `Set-Cookie` of the session, which comes at most once.
    pub(crate) fn set_session(&self) -> Option<&str> {
        let mut session = self.set_cookies();
        session.retain(|cookie| cookie.starts_with("__Host-session="));
        assert!(session.len() < 2, "{session:?}");
        session.pop()
    }

    #[track_caller]
    pub(crate) fn refused(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        assert!(self.json()["message"].is_string(), "{}", self.text);
        self
    }
}

impl Browser {
    pub(crate) fn new(house: &TestHouse) -> Self {
        Self::of(house.router.clone(), house.origin.authority())
    }

    /// A browser for a site that answers to this name.
    pub(crate) fn of(router: Router, host: String) -> Self {
        Self { router, host, cookies: Vec::new() }
    }

    pub(crate) async fn send(&mut self, request: Request<Body>) -> Answer {
        let (mut parts, body) = request.into_parts();
        // As every client does that knows how long its body is.
        if let Some(length) = body.size_hint().exact().filter(|length| *length > 0) {
            parts.headers.entry(header::CONTENT_LENGTH).or_insert(length.into());
        }
        parts.headers.entry(header::HOST).or_insert(self.host.parse().unwrap());
        if !self.cookies.is_empty() {
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            parts.headers.entry(header::COOKIE).or_insert(cookies.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(Request::from_parts(parts, body)).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 4 << 20).await.unwrap();
        let text = String::from_utf8(bytes.into()).unwrap();
        let answer = Answer { status: parts.status, headers: parts.headers, text };
        self.keep_cookies(&answer);
        answer
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for line in answer.set_cookies() {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(kept, _)| kept != name);
            if !line.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.iter().find(|(kept, _)| kept == name).map(|(_, value)| value.clone())
    }

    pub(crate) fn session_cookie(&self) -> Option<String> {
        self.cookie("__Host-session")
    }

    /// A browser with just this session cookie: what a thief would send.
    pub(crate) fn with_session(&self, value: &str) -> Self {
        let (router, host) = (self.router.clone(), self.host.clone());
        Self { router, host, cookies: vec![("__Host-session".to_owned(), value.to_owned())] }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn get_bearer(&mut self, path: &str, access_token: &str) -> Answer {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {access_token}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub(crate) async fn post_bearer(&mut self, path: &str, access_token: &str, body: &Value) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {access_token}"));
        self.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub(crate) async fn put(&mut self, path: &str, body: &Value) -> Answer {
        let request = Request::put(path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub(crate) async fn put_bearer(&mut self, path: &str, access_token: &str, body: &Value) -> Answer {
        let request = Request::put(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {access_token}"));
        self.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub(crate) async fn post_form(&mut self, path: &str, form: &str) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(form.to_owned().into()).unwrap()).await
    }

    pub(crate) async fn call(&mut self, method: Method, path: &str) -> Answer {
        self.send(Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn log_in(&mut self, (email, password): (&str, &str)) -> Answer {
        self.post("/api/session/login", &json!({ "email": email, "password": password })).await
    }

    pub(crate) async fn log_in_jwt(&mut self, (email, password): (&str, &str)) -> Answer {
        self.post("/api/jwt/login", &json!({ "email": email, "password": password })).await
    }

    /// Signs in at the token door, and keeps the access token alone.
    pub(crate) async fn access_token(&mut self, who: (&str, &str)) -> String {
        self.log_in_jwt(who).await.json()["access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn profile(&mut self) -> Answer {
        self.get("/api/session/profile/me").await
    }

    pub(crate) async fn profile_jwt(&mut self, access_token: &str) -> Answer {
        self.get_bearer("/api/jwt/profile/me", access_token).await
    }
}
