//! The victim's browser: the one that shows the experiment. It is told what to do a step at a time, and says when it is
//! done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use authn::{Clock, ReadyAccount};
use domain::{Act, Count, Door, Found, Step, StepDone};
use lab::Pace;
use tokio::sync::watch;

use super::super::Void;
use super::super::thousands::thousands;
use super::line::{self, Conversation, Line};
use super::reader::Reader;
use super::sentence;

/// How long a browser may take for a step. Whoever has closed the page does not come back.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long it may stay away, where somebody may have something to do.
const ABSENCE: Duration = Duration::from_mins(5);

/// The browser, at the other end of a line.
#[derive(Clone)]
pub(crate) struct VictimsBrowser {
    line: Arc<Line>,
    /// Whoever sits before it.
    pub(crate) reader: Reader,
    /// Whether this run has it do anything.
    used: Arc<AtomicBool>,
}

/// Opens a line to a browser: the play's end, the page's end, and where the page says what it has done.
pub(crate) fn open_browser(
    clock: Arc<dyn Clock>,
    pace: Pace,
) -> (VictimsBrowser, Conversation, watch::Sender<StepDone>) {
    let (line, conversation, done) = line::open();
    let line = Arc::new(line);
    let reader = Reader::new(Arc::clone(&line), clock, pace);
    (VictimsBrowser { line, reader, used: Arc::default() }, conversation, done)
}

impl VictimsBrowser {
    /// The same, at the beginning of a run of this arm.
    pub(crate) fn at_the_beginning_of(&self, arm: &'static str) -> Self {
        Self {
            line: Arc::clone(&self.line),
            reader: self.reader.at_the_beginning_of(arm),
            used: Arc::default(),
        }
    }

    /// Whether this run has had it do anything that somebody was told of.
    pub(super) fn was_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }

    /// Signs in at a door, with the page's own code.
    pub(crate) async fn log_in(&self, door: Door, who: ReadyAccount, words: &str) -> Result<(), Void> {
        let (email, password) = (who.email.to_owned(), who.password.to_owned());
        self.perform(Step { door, email, password, ..Step::new(Act::LogIn, words.to_owned()) }).await
    }

    /// Signs out at a door.
    pub(crate) async fn log_out(&self, door: Door, words: &str) -> Result<(), Void> {
        self.perform(Step { door, ..Step::new(Act::LogOut, words.to_owned()) }).await
    }

    /// Throws away what an earlier run left in `localStorage`: a script would find it, whichever door is being tried.
    pub(crate) async fn forget_tokens(&self) -> Result<(), Void> {
        self.log_out(Door::LocalStorageJwt, "").await
    }

    /// Opens one of the app's own pages, and returns when it has loaded.
    pub(crate) async fn visit(&self, address: &str, words: &str) -> Result<(), Void> {
        self.perform(Step { address: address.to_owned(), ..Step::new(Act::Visit, words.to_owned()) }).await
    }

    /// Types into the form of a door, on the page in the frame, and sends it.
    pub(crate) async fn type_in(&self, door: Door, who: ReadyAccount, words: &str) -> Result<(), Void> {
        let (email, password) = (who.email.to_owned(), who.password.to_owned());
        self.perform(Step { door, email, password, ..Step::new(Act::Type, words.to_owned()) }).await
    }

    /// Leaves for an address elsewhere, which is given a way back and has to lead there, and returns when the browser is
    /// back. `page` is the experiment's: there the run goes on.
    pub(crate) async fn leave(
        &self,
        address: impl Fn(&str) -> Option<String> + Send,
        page: &str,
        words: &str,
    ) -> Result<(), Void> {
        let nowhere = || Void("The attacker’s site has no address.".to_owned());
        let leaving = |number: u32| {
            // Whoever comes back that way has done this step.
            let address = address(&format!("{page}?running={number}")).ok_or_else(nowhere)?;
            Ok(Step { address, ..Step::new(Act::Leave, words.to_owned()) })
        };
        let step = leaving(0)?;
        self.reader.before(|| sentence::of_step(&step)).await?;
        self.used.store(true, Ordering::Relaxed);
        self.line.perform(ABSENCE, leaving).await.map(drop)
    }

    /// Says what is going on meanwhile.
    pub(crate) async fn tell(&self, words: &str) -> Result<(), Void> {
        self.perform(Step::new(Act::Wait, words.to_owned())).await
    }

    /// Says what is going on meanwhile, and how much of it is done: so many of so many, such as `words tried`.
    pub(crate) async fn tell_count(&self, words: &str, what: &str, [done, of]: [u64; 2]) -> Result<(), Void> {
        let counted = format!("{} of {} {what}", thousands(done), thousands(of));
        let [done, of] = [done, of].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        let count = Count { done, of, words: counted };
        self.perform(Step { count: Some(count), ..Step::new(Act::Wait, words.to_owned()) }).await
    }

    /// What a script on the page finds in reach now.
    pub(crate) async fn look(&self) -> Result<Vec<Found>, Void> {
        let look = |_| Ok(Step::new(Act::Look, String::new()));
        Ok(self.line.perform(PATIENCE, look).await?.found)
    }

    /// What is done without a word is no step to whoever reads along.
    async fn perform(&self, step: Step) -> Result<(), Void> {
        if !step.words.is_empty() && step.act != Act::Wait {
            self.reader.before(|| sentence::of_step(&step)).await?;
            self.used.store(true, Ordering::Relaxed);
        }
        self.line.perform(PATIENCE, |_| Ok(step)).await.map(drop)
    }
}
