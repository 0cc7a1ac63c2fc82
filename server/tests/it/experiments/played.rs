//! A house beside an attacker, both of which really listen, and somebody at the page of an experiment.

use std::sync::Arc;

use authn::{Clock, HashingLimits, Random, SystemRandom};
use serde_json::{Value, json};
use server::parties::attacker::{self, Attacker};
use server::{Clients, Origin};
use tokio::net::TcpListener;

use crate::browser::Browser;
use crate::house::TestHouse;

pub(super) struct Played {
    pub(super) house: TestHouse,
    pub(super) browser: Browser,
    slug: &'static str,
}

impl Played {
    /// Begins to play an experiment, as the form on its page asks for it.
    pub(super) async fn begin(slug: &'static str, form: &str) -> Self {
        let mut played = Self::open(slug).await;
        played.play(form).await;
        played
    }

    /// Comes to the page of an experiment.
    pub(super) async fn open(slug: &'static str) -> Self {
        Self::open_in(slug, async |attackers, origin| {
            let limits = HashingLimits { at_once: 2, waiting: 200 };
            TestHouse::open_beside(attackers, origin, limits).await
        })
        .await
    }

    /// The same in a house that remembers sessions.
    pub(super) async fn open_with_session_cache(slug: &'static str) -> Self {
        Self::open_in(slug, TestHouse::open_beside_with_session_cache).await
    }

    /// The same in a house that is opened for it.
    pub(super) async fn open_in(
        slug: &'static str,
        house: impl AsyncFnOnce(Origin, Origin) -> TestHouse,
    ) -> Self {
        let [here, there] = [TcpListener::bind("127.0.0.1:0").await, TcpListener::bind("127.0.0.1:0").await];
        let (here, there) = (here.unwrap(), there.unwrap());
        let origin = Origin::localhost(here.local_addr().unwrap().port(), false);
        let attackers = Origin::loopback(there.local_addr().unwrap().port(), false);
        let house = house(attackers.clone(), origin.clone()).await;
        let victim = house.router.clone();
        tokio::spawn(async move { axum::serve(here, victim).await });
        let clock: Arc<dyn Clock> = Arc::<authn::ManualClock>::clone(&house.clock);
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let clients = Clients::new([]).unwrap();
        let villain = Attacker::new(origin, attackers, &clients, clock, random).unwrap();
        tokio::spawn(async move { axum::serve(there, attacker::router(Arc::new(villain))).await });
        let browser = Browser::new(&house);
        Self { house, browser, slug }
    }

    /// Has it played.
    pub(super) async fn play(&mut self, form: &str) {
        let form = format!("experiment={}&{form}", self.slug);
        assert_eq!(self.browser.post_form("/fn/lab/run_experiment", &form).await.status, 200);
    }

    /// Says what was done, and returns the next step.
    pub(super) async fn next(&mut self, told: &Value) -> Value {
        let path = format!("/api/lab/experiments/{}/next", self.slug);
        self.browser.post(&path, told).await.json()
    }

    /// Presses "Next step" whenever that is what it waits for, until a question has these words in it, or none is left.
    pub(super) async fn go_on_until(&mut self, words: &str) -> Value {
        let mut step = self.next(&json!({ "done": 0 })).await;
        while step["act"] != "done" && !step["words"].as_str().unwrap().contains(words) {
            step = self.next(&json!({ "done": step["number"] })).await;
        }
        step
    }

    /// What is kept of it, oldest first.
    pub(super) async fn runs(&mut self) -> Vec<Value> {
        let path = format!("/api/lab/experiments/{}/runs", self.slug);
        let mut runs = self.browser.get(&path).await.json().as_array().unwrap().clone();
        runs.reverse();
        runs
    }
}
