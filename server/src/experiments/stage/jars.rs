//! What the browsers without a window keep, as they go: nobody can ask a page of theirs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::lab::LAB_COOKIE;
use domain::Found;
use lab::{Fact, Kept};
use serde_json::Value;

/// Browsers that are told of at most.
const MOST: usize = 4;

/// A jar for each browser of a run.
#[derive(Clone, Default)]
pub(crate) struct Jars(Arc<Mutex<Vec<Jar>>>);

/// What one browser keeps.
#[derive(Default)]
struct Jar {
    whose: String,
    /// Cut already. By the place and the name.
    kept: BTreeMap<(&'static str, String), String>,
}

/// The place of a jar among the others.
#[derive(Clone, Copy)]
pub(super) struct JarNumber(usize);

const COOKIE: &str = "cookie";
const MEMORY: &str = "in memory";

impl Jars {
    /// A jar for a browser by this name.
    pub(super) fn open(&self, whose: &str) -> JarNumber {
        self.with(|jars| {
            jars.push(Jar { whose: whose.to_owned(), ..Jar::default() });
            JarNumber(jars.len() - 1)
        })
    }

    /// Puts a cookie in, or takes it out again. The lab's own cookie opens nothing, and is left out.
    pub(super) fn cookie(&self, jar: JarNumber, name: &str, value: Option<&str>, http_only: bool) {
        if name == LAB_COOKIE {
            return;
        }
        let hidden = if http_only { ", which no script would see: HttpOnly" } else { "" };
        let shown = value.map(|value| format!("{}{hidden}", cut(value)));
        self.put(jar, COOKIE, name, shown);
    }

    /// Keeps tokens that an answer has brought, as a page would; signing out, it throws them away.
    pub(super) fn answer(&self, jar: JarNumber, path: &str, body: &Value) {
        for name in ["access_token", "refresh_token"] {
            if let Some(value) = body[name].as_str() {
                self.put(jar, MEMORY, name, Some(cut(value)));
            } else if path.rsplit('/').next().is_some_and(|verb| verb.starts_with("logout")) {
                self.put(jar, MEMORY, name, None);
            }
        }
    }

    /// What each of them keeps now.
    pub(super) fn kept(&self) -> Vec<Kept> {
        self.with(|jars| jars.iter().take(MOST).map(Jar::shown).collect())
    }

    fn put(&self, JarNumber(at): JarNumber, place: &'static str, name: &str, value: Option<String>) {
        let at_name = (place, name.to_owned());
        self.with(|jars| match value {
            Some(value) => jars[at].kept.insert(at_name, value),
            None => jars[at].kept.remove(&at_name),
        });
    }

    fn with<T>(&self, act: impl FnOnce(&mut Vec<Jar>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Jar {
    fn shown(&self) -> Kept {
        let mut facts: Vec<_> = self
            .kept
            .iter()
            .map(|((place, name), value)| Fact::new(format!("{place}: {name}"), value.clone()))
            .collect();
        if facts.is_empty() {
            facts.push(Fact::new("cookies, and its memory", "nothing that opens a door"));
        }
        Kept { whose: self.whose.clone(), by_script: false, facts }
    }
}

/// A secret's first characters.
pub(super) fn cut(secret: &str) -> String {
    secret.chars().take(Found::SHOWN).chain(['…']).collect()
}
