//! The attacker's program that guesses: many requests side by side, by HTTP like everybody's, counted and not drawn one by one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use app::lab::LAB_COOKIE;
use reqwest::header::{CONTENT_TYPE, COOKIE, SET_COOKIE, USER_AGENT};
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::{CROWD, Stage};
use crate::experiments::Void;

/// Requests that are under way at a time.
const AT_ONCE: usize = 16;
/// How long all guesses may take, if nothing holds them up.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a sign-in is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// By JSON, as a script does.
    Json,
    /// By a form, as a page does.
    Form,
    /// By a form that is asked for first, every time, and brings a token along.
    FetchedForm,
}

/// An address and a password to try together.
#[derive(Clone)]
pub(crate) struct Guess {
    pub(crate) email: String,
    pub(crate) password: String,
}

/// What to guess, and when to stop.
pub(crate) struct Guesses {
    pub(crate) all: Vec<Guess>,
    /// Whether one that opens is enough.
    pub(crate) until_one_opens: bool,
    /// How long to go on at most.
    pub(crate) at_most: Option<Duration>,
}

/// An answer to a guess, and when it came.
#[derive(Clone, Copy)]
pub(crate) struct Answered {
    pub(crate) at: Duration,
    /// Which guess it was, from 0.
    pub(crate) guess: usize,
    pub(crate) status: u16,
}

/// What became of the guesses.
pub(crate) struct Guessed {
    /// In the order in which they came.
    pub(crate) answers: Vec<Answered>,
    /// Requests that it took, with those for forms.
    pub(crate) requests: u64,
    pub(crate) took: Duration,
}

impl Guessed {
    /// How many were judged: right or wrong.
    pub(crate) fn looked_at(&self) -> u64 {
        self.answers.iter().filter(|answer| answer.status != 429).count() as u64
    }

    /// How many were sent away unread.
    pub(crate) fn refused(&self) -> u64 {
        self.answers.len() as u64 - self.looked_at()
    }

    /// Which of them opened something, from 0.
    pub(crate) fn opened(&self) -> Vec<usize> {
        self.answers.iter().filter(|answer| answer.status == 200).map(|answer| answer.guess).collect()
    }
}

/// What all workers share.
struct Shared {
    client: reqwest::Client,
    address: String,
    sandbox: String,
    shape: Shape,
    guesses: Guesses,
    began: Instant,
    next: AtomicUsize,
    looked_at: AtomicU64,
    requests: AtomicU64,
    over: AtomicBool,
}

impl Stage {
    /// Has the attacker's program try all of these at an address of the app's. Whatever is sent away is tried again at once, for
    /// as long as there is time. Meanwhile the page is told how far it is.
    pub(crate) async fn guess(&self, path: &str, shape: Shape, guesses: Guesses) -> Result<Guessed, Void> {
        let of = guesses.all.len();
        let guessing = || format!("the attacker’s program tries up to {of} guesses at {path}, 16 at a time.");
        self.browser.reader.before(guessing).await?;
        let shared = Arc::new(Shared {
            client: self.app.clone(),
            address: format!("{}{path}", self.origin),
            sandbox: format!("{LAB_COOKIE}={}", self.sandbox),
            shape,
            guesses,
            began: Instant::now(),
            next: AtomicUsize::default(),
            looked_at: AtomicU64::default(),
            requests: AtomicU64::default(),
            over: AtomicBool::default(),
        });
        let mut workers = JoinSet::new();
        for _ in 0..AT_ONCE {
            workers.spawn(Arc::clone(&shared).work());
        }
        let working = async {
            let mut answers = Vec::new();
            while let Some(done) = workers.join_next().await {
                answers.extend(done.map_err(|_| silent())??);
            }
            shared.over.store(true, Ordering::SeqCst);
            Ok::<_, Void>((answers, shared.began.elapsed()))
        };
        let telling = async {
            loop {
                let over = shared.over.load(Ordering::SeqCst);
                let done = shared.looked_at.load(Ordering::SeqCst);
                self.browser
                    .tell_count("The attacker guesses.", "guesses looked at", [done, of as u64])
                    .await?;
                if over {
                    return Ok::<_, Void>(());
                }
            }
        };
        let (worked, told) = tokio::join!(working, telling);
        told?;
        let (mut answers, took) = worked?;
        answers.sort_by_key(|answer: &Answered| answer.at);
        Ok(Guessed { answers, requests: shared.requests.load(Ordering::SeqCst), took })
    }
}

impl Shared {
    /// Takes one guess after the other until there are none left, or it is over.
    async fn work(self: Arc<Self>) -> Result<Vec<Answered>, Void> {
        let done = self.work_on().await;
        if done.is_err() {
            self.over.store(true, Ordering::SeqCst);
        }
        done
    }

    async fn work_on(&self) -> Result<Vec<Answered>, Void> {
        let at_most = self.guesses.at_most.unwrap_or(PATIENCE);
        let mut answers = Vec::new();
        loop {
            let guess = self.next.fetch_add(1, Ordering::SeqCst);
            let Some(tried) = self.guesses.all.get(guess) else { return Ok(answers) };
            loop {
                if self.over.load(Ordering::SeqCst) || self.began.elapsed() >= at_most {
                    return Ok(answers);
                }
                let status = self.send(tried).await?;
                answers.push(Answered { at: self.began.elapsed(), guess, status });
                match status {
                    429 => continue,
                    200 if self.guesses.until_one_opens => self.over.store(true, Ordering::SeqCst),
                    200 | 401 => {}
                    _ => {
                        return Err(Void(format!(
                            "A guess was answered with {status}, which judges nothing."
                        )));
                    }
                }
                self.looked_at.fetch_add(1, Ordering::SeqCst);
                break;
            }
        }
    }

    /// Sends a guess, and returns the answer's status.
    async fn send(&self, Guess { email, password }: &Guess) -> Result<u16, Void> {
        let mut cookies = self.sandbox.clone();
        let fields = [("email", email.as_str()), ("password", password)];
        let (kind, body) = match self.shape {
            Shape::Json => ("application/json", json!({ "email": email, "password": password }).to_string()),
            Shape::Form => (FORM, encoded(&fields)),
            Shape::FetchedForm => {
                let (cookie, anti_forgery_token) = self.fetch_form().await?;
                cookies = format!("{cookies}; {cookie}");
                (FORM, encoded(&[fields[0], fields[1], ("anti_forgery_token", &anti_forgery_token)]))
            }
        };
        self.requests.fetch_add(1, Ordering::SeqCst);
        let request = self.client.post(&self.address).header(USER_AGENT, CROWD);
        let request = request.header(COOKIE, cookies).header(CONTENT_TYPE, kind).body(body);
        let answer = request.send().await.map_err(|_| silent())?;
        let status = answer.status().as_u16();
        // Read to its end, so that the connection serves for the next.
        answer.bytes().await.map_err(|_| silent())?;
        Ok(status)
    }

    // #region fetch the form
    /// Asks for the form as a browser would, and reads its token, as no other site's page could.
    async fn fetch_form(&self) -> Result<(String, String), Void> {
        self.requests.fetch_add(1, Ordering::SeqCst);
        let request = self.client.get(&self.address).header(USER_AGENT, CROWD).header(COOKIE, &self.sandbox);
        let form = request.send().await.map_err(|_| silent())?;
        let cookie = form.headers().get(SET_COOKIE).and_then(|line| line.to_str().ok()?.split(';').next());
        let cookie = cookie.unwrap_or_default().to_owned();
        let page = form.text().await.map_err(|_| silent())?;
        let value = page
            .split_once("name=\"anti_forgery_token\" value=\"")
            .and_then(|(_, rest)| rest.split('"').next());
        let value = value.ok_or_else(|| Void("The form carries no token.".to_owned()))?;
        Ok((cookie, value.to_owned()))
    }
    // #endregion fetch the form
}

const FORM: &str = "application/x-www-form-urlencoded";

fn encoded(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap_or_default()
}

fn silent() -> Void {
    Void("The app did not answer a guess.".to_owned())
}
