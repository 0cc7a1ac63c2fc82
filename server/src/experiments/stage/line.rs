//! The line between a play and the page that shows it: a step goes one way, and the word that it is done comes back.

use std::time::Duration;

use domain::{Step, StepDone};
use tokio::sync::{Mutex, mpsc, watch};
use tokio::time::timeout;

use super::super::Void;

/// The play's end of the line.
pub(super) struct Line(Mutex<Ends>);

struct Ends {
    steps: mpsc::Sender<Step>,
    done: watch::Receiver<StepDone>,
    number: u32,
}

/// The page's end of it.
#[derive(Debug)]
pub(crate) struct Conversation {
    pub(crate) steps: mpsc::Receiver<Step>,
    /// What the browser was told last, as long as it has not said that it is done.
    pub(crate) outstanding: Option<Step>,
}

/// Opens a line: the play's end, the page's end, and where the page says what it has done.
pub(super) fn open() -> (Line, Conversation, watch::Sender<StepDone>) {
    let (steps, to_page) = mpsc::channel(1);
    let (done, heard) = watch::channel(StepDone::default());
    let ends = Ends { steps, done: heard, number: 0 };
    (Line(Mutex::new(ends)), Conversation { steps: to_page, outstanding: None }, done)
}

impl Line {
    /// Has the page do a step, which is told its number, and returns what the page says of it. One step at a time: whoever
    /// comes meanwhile waits.
    pub(super) async fn perform(
        &self,
        patience: Duration,
        step: impl FnOnce(u32) -> Result<Step, Void>,
    ) -> Result<StepDone, Void> {
        let mut ends = self.0.lock().await;
        let number = ends.number + 1;
        let step = step(number)?;
        ends.number = number;
        let gone = || Void("The browser went away before the run was over.".to_owned());
        ends.steps.send(Step { number, ..step }).await.map_err(|_| gone())?;
        let done = ends.done.wait_for(|told| told.done >= number);
        let told = timeout(patience, done).await.map_err(|_| gone())?.map_err(|_| gone())?;
        Ok(told.clone())
    }
}

#[cfg(test)]
mod tests {
    use domain::Act;

    use super::*;

    #[tokio::test]
    async fn whoever_does_not_answer_is_given_up() {
        let wait = |_| Ok(Step::new(Act::Wait, String::new()));
        let (line, mut conversation, done) = open();
        assert!(line.perform(Duration::ZERO, wait).await.is_err(), "nobody answered");
        assert_eq!(conversation.steps.recv().await.map(|step| step.number), Some(1));
        done.send_replace(StepDone { done: 2, rest: true, ..StepDone::default() });
        assert!(line.perform(Duration::ZERO, wait).await.is_ok_and(|told| told.rest));
        drop(conversation);
        assert!(line.perform(Duration::MAX, wait).await.is_err(), "nobody is there");
    }
}
