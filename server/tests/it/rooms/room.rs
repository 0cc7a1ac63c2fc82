//! A room as a browser uses it.

use axum::http::Method;
use serde_json::json;

use crate::browser::{Answer, Browser};
use crate::house::TestHouse;

#[derive(Clone, Copy)]
pub(super) struct Room {
    slug: &'static str,
    pub(super) cookie: &'static str,
}

pub(super) const SIGNED_COOKIE: Room = Room { slug: "signed-cookie", cookie: "__Host-lab-signed" };
pub(super) const JWT_COOKIE: Room = Room { slug: "jwt-cookie", cookie: "__Host-lab-jwt" };
pub(super) const NAIVE_SESSION: Room = Room { slug: "naive-session", cookie: "__Host-lab-naive" };
pub(super) const ALL: [Room; 3] = [SIGNED_COOKIE, JWT_COOKIE, NAIVE_SESSION];

impl Room {
    pub(super) fn path(self, verb: &str) -> String {
        format!("/api/lab/rooms/{}/{verb}", self.slug)
    }

    pub(super) async fn log_in(self, browser: &mut Browser, (email, password): (&str, &str)) -> Answer {
        browser.post(&self.path("login"), &json!({ "email": email, "password": password })).await
    }

    pub(super) async fn log_out(self, browser: &mut Browser) -> Answer {
        browser.call(Method::POST, &self.path("logout")).await
    }

    pub(super) async fn profile(self, browser: &mut Browser) -> Answer {
        browser.get(&self.path("profile")).await
    }

    /// Signs in and returns what the browser keeps: what a thief would copy.
    pub(super) async fn signed_in(self, browser: &mut Browser, who: (&str, &str)) -> String {
        assert_eq!(self.log_in(browser, who).await.status, 200);
        browser.cookie(self.cookie).unwrap()
    }

    /// A browser with this one cookie, and not even the lab's.
    pub(super) fn thief(self, house: &TestHouse, value: &str) -> Browser {
        let mut thief = Browser::new(house);
        thief.cookies.push((self.cookie.to_owned(), value.to_owned()));
        thief
    }

    /// Whose profile a copied cookie shows.
    pub(super) async fn replay(self, house: &TestHouse, value: &str) -> Option<String> {
        let answer = self.profile(&mut self.thief(house, value)).await;
        if answer.status == 200 {
            return Some(answer.json()["email"].as_str().unwrap().to_owned());
        }
        assert_eq!(answer.refused(401).json(), json!({ "message": "Unauthorized" }));
        None
    }
}

pub(super) async fn switch(browser: &mut Browser, defence: &str, on: bool) {
    let form = format!("defence={defence}&on={on}");
    assert_eq!(browser.post_form("/fn/lab/switch_defence", &form).await.status, 200);
}

pub(super) async fn own_sandbox(browser: &mut Browser) {
    let answer = browser.post("/api/lab/sandboxes", &json!({})).await;
    assert!(answer.status.is_success(), "{}", answer.text);
}
