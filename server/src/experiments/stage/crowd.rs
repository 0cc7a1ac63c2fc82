//! Many requests at once, counted by whether they began before or after something was over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use lab::Table;
use reqwest::{Method, RequestBuilder};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::super::Void;
use super::SecondBrowser;

/// What a crowd calls itself: its requests are counted, and not drawn one by one.
pub(crate) const CROWD: &str = "two-doors-crowd";

/// Requests of a crowd, how many are under way at a time, and after how many answers the thing happens.
const REQUESTS: u32 = 2_000;
const AT_ONCE: usize = 16;
const BEFORE: u32 = 500;
/// How long it may take to get so far.
const PATIENCE: Duration = Duration::from_secs(20);

/// Requests that were answered, and those among them that were let in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) answered: u32,
    pub(crate) let_in: u32,
}

/// What became of the crowd.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counted {
    /// Answered before the thing was over.
    pub(crate) before: Tally,
    /// Under way when it was: either answer would be right.
    pub(crate) across: Tally,
    /// Begun after it was over.
    pub(crate) after: Tally,
}

impl SecondBrowser {
    /// Sends the same request 2,000 times with what this browser has, 16 at a time. After 500 answers `happens` is
    /// awaited, while the others go on.
    pub(crate) async fn crowd<T>(
        &self,
        path: &str,
        access_token: Option<&str>,
        happens: impl Future<Output = Result<T, Void>>,
    ) -> Result<(Counted, T), Void> {
        let mut request = self.as_crowd(path);
        if let Some(access_token) = access_token {
            request = request.header("authorization", format!("Bearer {access_token}"));
        }
        let crowd = || {
            format!(
                "a copy of the credential asks for {path} 2,000 times, and meanwhile Alice ends what she can."
            )
        };
        self.reader.before(crowd).await?;
        let _race = self.reader.race();
        let (sent, over) = (Arc::<AtomicU32>::default(), Arc::<AtomicBool>::default());
        let (answered, mut heard) = watch::channel(0);
        let mut crowd = JoinSet::new();
        for _ in 0..AT_ONCE {
            let request = request.try_clone().ok_or_else(silent)?;
            crowd.spawn(one(request, Arc::clone(&sent), Arc::clone(&over), answered.clone()));
        }
        drop(answered);
        let enough = heard.wait_for(|answered| *answered >= BEFORE);
        timeout(PATIENCE, enough).await.map_err(|_| silent())?.map_err(|_| silent())?;
        let happened = happens.await?;
        over.store(true, Ordering::SeqCst);
        let mut counted = Counted::default();
        while let Some(one) = crowd.join_next().await {
            counted.add(one.map_err(|_| silent())??);
        }
        Ok((counted, happened))
    }

    fn as_crowd(&self, path: &str) -> RequestBuilder {
        // Not a header more: a request with two user agents is drawn for the first.
        let mut one = self.clone();
        CROWD.clone_into(&mut one.user_agent);
        one.request(Method::GET, path)
    }
}

/// One of the crowd: sends until all of them together have sent enough.
async fn one(
    request: RequestBuilder,
    sent: Arc<AtomicU32>,
    over: Arc<AtomicBool>,
    answered: watch::Sender<u32>,
) -> Result<Counted, Void> {
    let mut counted = Counted::default();
    while sent.fetch_add(1, Ordering::SeqCst) < REQUESTS {
        let request = request.try_clone().ok_or_else(silent)?;
        let began_after = over.load(Ordering::SeqCst);
        let answer = request.send().await.map_err(|_| silent())?;
        let status = answer.status().as_u16();
        // Read to its end, so that the connection serves for the next.
        answer.bytes().await.map_err(|_| silent())?;
        let ended_after = over.load(Ordering::SeqCst);
        let tally = match (began_after, ended_after) {
            (false, false) => &mut counted.before,
            (false, true) => &mut counted.across,
            (true, _) => &mut counted.after,
        };
        tally.answered += 1;
        tally.let_in += u32::from(status == 200);
        answered.send_modify(|answered| *answered += 1);
    }
    Ok(counted)
}

impl Counted {
    fn add(&mut self, other: Self) {
        self.before.add(other.before);
        self.across.add(other.across);
        self.after.add(other.after);
    }

    /// The count, for people.
    pub(crate) fn table(&self, caption: impl Into<String>, over: &str) -> Table {
        let row =
            |when: String, tally: Tally| vec![when, tally.answered.to_string(), tally.let_in.to_string()];
        Table {
            caption: caption.into(),
            columns: ["Requests that …", "Answered", "Let in"].map(str::to_owned).to_vec(),
            rows: vec![
                row(format!("were answered before {over}"), self.before),
                row(format!("were under way when {over}"), self.across),
                row(format!("began after {over}"), self.after),
            ],
        }
    }
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.answered += other.answered;
        self.let_in += other.let_in;
    }
}

fn silent() -> Void {
    Void("The app did not answer a crowd of requests.".to_owned())
}
