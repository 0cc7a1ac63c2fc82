//! The victim's browser: the one that shows the experiment. It is told what to do a step at a time, and says when it is
//! done.

use std::time::Duration;

use authn::ReadyAccount;
use domain::{Act, Count, Door, Step};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::super::Void;
use super::super::thousands::thousands;

/// How long a browser may take for a step. Whoever has closed the page does not come back.
const PATIENCE: Duration = Duration::from_secs(90);

/// The play's end of the conversation.
pub(crate) struct VictimsBrowser {
    steps: mpsc::Sender<Step>,
    done: watch::Receiver<u32>,
    number: u32,
}

/// The page's end of it.
#[derive(Debug)]
pub(crate) struct Conversation {
    pub(crate) steps: mpsc::Receiver<Step>,
    /// What the browser was told last, as long as it has not said that it is done.
    pub(crate) outstanding: Option<Step>,
}

/// Opens a conversation: the play's end, the page's end, and where the page says what it has done.
pub(crate) fn open_browser() -> (VictimsBrowser, Conversation, watch::Sender<u32>) {
    let (steps, to_page) = mpsc::channel(1);
    let (done, heard) = watch::channel(0);
    let browser = VictimsBrowser { steps, done: heard, number: 0 };
    (browser, Conversation { steps: to_page, outstanding: None }, done)
}

impl VictimsBrowser {
    /// Signs in at a door, with the page's own code.
    pub(crate) async fn log_in(&mut self, door: Door, who: ReadyAccount, words: &str) -> Result<(), Void> {
        let (email, password) = (who.email.to_owned(), who.password.to_owned());
        self.perform(Step { door, email, password, ..Step::new(Act::LogIn, words.to_owned()) }).await
    }

    /// Signs out at a door.
    pub(crate) async fn log_out(&mut self, door: Door, words: &str) -> Result<(), Void> {
        self.perform(Step { door, ..Step::new(Act::LogOut, words.to_owned()) }).await
    }

    /// Throws away what an earlier run left in `localStorage`: a script would find it, whichever door is being tried.
    pub(crate) async fn forget_tokens(&mut self) -> Result<(), Void> {
        self.log_out(Door::LocalStorageJwt, "").await
    }

    /// Opens one of the app's own pages, and returns when it has loaded.
    pub(crate) async fn visit(&mut self, address: &str, words: &str) -> Result<(), Void> {
        self.perform(Step { address: address.to_owned(), ..Step::new(Act::Visit, words.to_owned()) }).await
    }

    /// Leaves for an address elsewhere, which is given a way back and has to lead there, and returns when the browser is
    /// back. `page` is the experiment's: there the run goes on.
    pub(crate) async fn leave(
        &mut self,
        address: impl FnOnce(&str) -> Option<String>,
        page: &str,
        words: &str,
    ) -> Result<(), Void> {
        // Whoever comes back that way has done this step.
        let way_back = format!("{page}?running={}", self.number + 1);
        let nowhere = || Void("The attacker’s site has no address.".to_owned());
        let address = address(&way_back).ok_or_else(nowhere)?;
        self.perform(Step { address, ..Step::new(Act::Leave, words.to_owned()) }).await
    }

    /// Says what is going on meanwhile.
    pub(crate) async fn tell(&mut self, words: &str) -> Result<(), Void> {
        self.perform(Step::new(Act::Wait, words.to_owned())).await
    }

    /// Says what is going on meanwhile, and how much of it is done: so many of so many, such as `words tried`.
    pub(crate) async fn tell_count(
        &mut self,
        words: &str,
        what: &str,
        [done, of]: [u64; 2],
    ) -> Result<(), Void> {
        let counted = format!("{} of {} {what}", thousands(done), thousands(of));
        let [done, of] = [done, of].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        let count = Count { done, of, words: counted };
        self.perform(Step { count: Some(count), ..Step::new(Act::Wait, words.to_owned()) }).await
    }

    async fn perform(&mut self, step: Step) -> Result<(), Void> {
        self.number += 1;
        let number = self.number;
        let gone = || Void("The browser went away before the run was over.".to_owned());
        self.steps.send(Step { number, ..step }).await.map_err(|_| gone())?;
        let done = self.done.wait_for(|done| *done >= number);
        timeout(PATIENCE, done).await.map_err(|_| gone())?.map_err(|_| gone())?;
        Ok(())
    }
}
