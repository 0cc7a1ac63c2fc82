//! Whoever reads along: in a play that goes step by step, nothing is done before they were told what, and said to go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use authn::Clock;
use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use domain::{Act, Step};
use lab::rooms::SHORT_LIFETIME;
use lab::{Defence, Pace};

use super::super::Void;
use super::line::Line;

/// How long somebody may read. Nobody reads a sentence for an hour: they have left, and nothing of the run is kept.
const PATIENCE: Duration = Duration::from_hours(1);

/// Asked before each step, by whoever is about to do it.
#[derive(Clone)]
pub(crate) struct Reader {
    line: Arc<Line>,
    clock: Arc<dyn Clock>,
    seen: Arc<Seen>,
    /// What is being tried.
    arm: &'static str,
}

/// What there is to know of them.
#[derive(Default)]
struct Seen {
    step_by_step: AtomicBool,
    /// Things that are under way and do not wait.
    racing: AtomicU32,
    /// Seconds that they have read since the run began.
    read_for: AtomicI64,
    has_left: AtomicBool,
}

/// As long as this is held nobody is asked.
pub(crate) struct Race(Arc<Seen>);

impl Reader {
    /// Somebody at the other end of a line, who wants to see it at this pace.
    pub(super) fn new(line: Arc<Line>, clock: Arc<dyn Clock>, pace: Pace) -> Self {
        let seen = Seen { step_by_step: (pace == Pace::StepByStep).into(), ..Seen::default() };
        Self { line, clock, seen: Arc::new(seen), arm: "" }
    }

    /// The same, at the beginning of a run of this arm.
    pub(super) fn at_the_beginning_of(&self, arm: &'static str) -> Self {
        self.seen.read_for.store(0, Ordering::Relaxed);
        Self { arm, ..self.clone() }
    }

    /// Says what is going to be done, and returns when it may be.
    ///
    /// # Errors
    /// If nobody is there any more.
    pub(crate) async fn before(&self, sentence: impl FnOnce() -> String) -> Result<(), Void> {
        if !self.seen.step_by_step.load(Ordering::Relaxed) || self.seen.racing.load(Ordering::Relaxed) > 0 {
            return Ok(());
        }
        let began = self.clock.now();
        let words = format!("{}. Next: {}", self.arm, sentence());
        let asked = self.line.perform(PATIENCE, |_| Ok(Step::new(Act::Ask, words))).await;
        let told = asked.inspect_err(|_| self.seen.has_left.store(true, Ordering::Relaxed))?;
        self.seen.read_for.fetch_add(self.clock.now() - began, Ordering::Relaxed);
        if told.rest {
            self.seen.step_by_step.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    /// What happens until this is dropped happens at once: it races something that does not wait.
    pub(crate) fn race(&self) -> Race {
        self.seen.racing.fetch_add(1, Ordering::Relaxed);
        Race(Arc::clone(&self.seen))
    }

    /// Seconds that they have read since the run began.
    pub(crate) fn read_for(&self) -> i64 {
        self.seen.read_for.load(Ordering::Relaxed)
    }

    /// Whether nobody is there any more.
    pub(crate) fn has_left(&self) -> bool {
        self.seen.has_left.load(Ordering::Relaxed)
    }
}

impl Drop for Race {
    fn drop(&mut self) {
        self.0.racing.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How many seconds of reading a run may have in it: half as many as what it steals is sure to live.
pub(crate) fn longest_read(defences: &[Defence]) -> i64 {
    let short = defences.contains(&Defence::ShortLife);
    (if short { SHORT_LIFETIME } else { ACCESS_TOKEN_LIFETIME }) / 2
}

#[cfg(test)]
mod tests {
    use authn::ManualClock;

    use super::super::line;
    use super::*;

    fn reader(pace: Pace) -> (Reader, line::Conversation) {
        let (line, conversation, _) = line::open();
        (Reader::new(Arc::new(line), Arc::new(ManualClock::new(0)), pace), conversation)
    }

    #[tokio::test]
    async fn nobody_is_asked_at_once_or_in_a_race() {
        let (reader, _) = reader(Pace::AtOnce);
        assert!(reader.before(String::new).await.is_ok());
        let (reader, conversation) = self::reader(Pace::StepByStep);
        drop(conversation);
        let race = reader.race();
        assert!(reader.before(String::new).await.is_ok() && !reader.has_left());
        drop(race);
        assert!(reader.before(String::new).await.is_err() && reader.has_left(), "asked, and not there");
    }
}
