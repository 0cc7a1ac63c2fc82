//! Somebody with a browser, who comes to the house by its one name, whichever way: over nginx, or, as nginx would have
//! chosen it, straight to a node.

use axum::http::{Method, header};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::browser::Answer;

/// Keeps one cookie, that of the session. Clones have the same connections.
#[derive(Clone)]
pub(super) struct Person {
    client: Client,
    host: String,
    pub(super) session: Option<String>,
}

impl Person {
    pub(super) fn new(client: Client, host: String) -> Self {
        Self { client, host, session: None }
    }

    /// What a thief would send.
    pub(super) fn with_session(&self, session: &str) -> Self {
        Self { session: Some(session.to_owned()), ..self.clone() }
    }

    pub(super) async fn get(&mut self, at: &str, path: &str) -> Answer {
        self.call(Method::GET, at, path).await
    }

    pub(super) async fn profile(&mut self, at: &str) -> Answer {
        self.get(at, "/api/session/profile/me").await
    }

    pub(super) async fn call(&mut self, method: Method, at: &str, path: &str) -> Answer {
        self.send(self.client.request(method, format!("{at}{path}"))).await
    }

    pub(super) async fn tell(&mut self, method: Method, at: &str, path: &str, body: &Value) -> Answer {
        let request = self.client.request(method, format!("{at}{path}"));
        self.send(request.header(header::CONTENT_TYPE, "application/json").body(body.to_string())).await
    }

    pub(super) async fn post_form(&mut self, at: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.client.post(format!("{at}{path}"));
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(serde_urlencoded::to_string(form).unwrap())).await
    }

    pub(super) async fn sign_up(&mut self, at: &str, (email, password): (&str, &str)) -> Answer {
        let account = json!({ "email": email, "name": "Somebody", "password": password });
        self.tell(Method::POST, at, "/api/accounts", &account).await
    }

    pub(super) async fn log_in(&mut self, at: &str, (email, password): (&str, &str)) -> Answer {
        let credentials = json!({ "email": email, "password": password });
        self.tell(Method::POST, at, "/api/session/login", &credentials).await
    }

    async fn send(&mut self, request: RequestBuilder) -> Answer {
        let mut request = request.header(header::HOST, &self.host);
        if let Some(session) = &self.session {
            request = request.header(header::COOKIE, format!("__Host-session={session}"));
        }
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let answer = Answer { status, headers, text: answer.text().await.unwrap() };
        if let Some(line) = answer.set_session() {
            let (_, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            self.session = (!line.contains("Max-Age=0")).then(|| value.to_owned());
        }
        answer
    }
}
