//! Whoever runs the plays: one at a time in each sandbox, and between its steps it waits for the browser.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use authn::House;
use domain::{Refusal, SandboxId, Step};
use lab::rooms::csrf::CsrfRoom;
use lab::rooms::login_csrf::LoginCsrfRoom;
use lab::{Asked, Evidence, Lab, Playhouse, Run, Sheet, Verdict};
use tokio::sync::{Mutex as AsyncMutex, watch};
use tokio::task::AbortHandle;

use super::stage::{AttackersSite, Conversation, Insider, SECOND_BROWSER, VictimsBrowser, open_browser};
use super::{ALL, Experiment, Outcome, Stage, Void, find};
use crate::lab::{Recorder, Traces};

/// Sandboxes that may be playing at the same time.
const AT_ONCE: usize = 100;

/// Plays experiments, and keeps what came of them.
pub struct Stagehand {
    house: Arc<House>,
    lab: Arc<Lab>,
    traces: Arc<Traces>,
    recorder: Arc<Recorder>,
    csrf_room: Arc<CsrfRoom>,
    login_csrf_room: Arc<LoginCsrfRoom>,
    client: reqwest::Client,
    app: reqwest::Client,
    origin: String,
    attacker_origin: String,
    insider: Insider,
    playing: Mutex<HashMap<SandboxId, Arc<Playing>>>,
}

/// A sequence of runs that is being played.
struct Playing {
    experiment: &'static str,
    conversation: AsyncMutex<Conversation>,
    done: watch::Sender<u32>,
    task: AbortHandle,
}

impl Stagehand {
    /// A stagehand for an app at `origin` and an attacker at `attacker_origin`, with services on `services_port`.
    ///
    /// # Errors
    /// If this machine gives no means to send requests.
    pub fn new(
        house: Arc<House>,
        lab: Arc<Lab>,
        (recorder, traces): (Arc<Recorder>, Arc<Traces>),
        (csrf_room, login_csrf_room): (Arc<CsrfRoom>, Arc<LoginCsrfRoom>),
        origin: String,
        (attacker_origin, services_port): (String, u16),
    ) -> reqwest::Result<Self> {
        let client = || reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        Ok(Self {
            house,
            lab,
            traces,
            recorder,
            csrf_room,
            login_csrf_room,
            client: client().build()?,
            app: client().user_agent(SECOND_BROWSER).build()?,
            origin,
            attacker_origin,
            insider: Insider::new(services_port)?,
            playing: Mutex::default(),
        })
    }

    /// The browser's next step, once it has done `done`. Waits for what the play does meanwhile.
    pub(crate) async fn next(&self, sandbox: &SandboxId, experiment: &str, done: u32) -> Step {
        let playing = {
            let playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner);
            playing.get(sandbox).filter(|playing| playing.experiment == experiment).cloned()
        };
        let Some(playing) = playing else { return Step::done() };
        let mut conversation = playing.conversation.lock().await;
        match &conversation.outstanding {
            // The page was loaded again in the middle of a step, or asks twice.
            Some(step) if step.number > done => return step.clone(),
            Some(step) => {
                let number = step.number;
                playing.done.send_replace(number);
            }
            None => {}
        }
        conversation.outstanding = conversation.steps.recv().await;
        conversation.outstanding.clone().unwrap_or_else(Step::done)
    }

    async fn play_all(
        self: Arc<Self>,
        sandbox: SandboxId,
        experiment: &'static dyn Experiment,
        asked: Vec<Asked>,
        mut browser: VictimsBrowser,
    ) {
        for asked in asked {
            match self.play(&sandbox, experiment, asked, browser).await {
                Ok(same_browser) => browser = same_browser,
                Err(refusal) => {
                    tracing::error!(%refusal, experiment = experiment.sheet().slug, "a run was lost");
                    return;
                }
            }
        }
    }

    /// Plays one run and keeps it. The switches stand as it asks, for as long as it takes.
    async fn play(
        &self,
        sandbox: &SandboxId,
        experiment: &'static dyn Experiment,
        asked: Asked,
        browser: VictimsBrowser,
    ) -> Result<VictimsBrowser, Refusal> {
        let (began, began_at) = (Instant::now(), self.house.clock.now());
        self.lab.store.set_defences(sandbox, &asked.defences).await?;
        self.lab.store.clear_wall(sandbox).await?;
        self.traces.begin(sandbox);
        let attacker = AttackersSite::begin(self.client.clone(), &self.attacker_origin, sandbox).await;
        let (browser, played, mut evidence) = match attacker {
            Err(void) => (browser, Err(void), Evidence::default()),
            Ok(attacker) => {
                let mut stage = self.stage(sandbox, experiment.sheet().slug, &asked, browser, attacker);
                let played = experiment.play(&mut stage).await;
                stage.attacker.end().await;
                (stage.browser, played, stage.evidence)
            }
        };
        evidence.events = self.traces.end(sandbox);
        let Outcome { verdict, finding } = played.unwrap_or_else(void);
        let run = Run {
            id: 0,
            arm: asked.arm.slug.to_owned(),
            defences: asked.defences,
            began_at,
            took: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            verdict,
            finding,
            evidence,
        };
        self.lab.store.clear_wall(sandbox).await?;
        self.lab.store.set_defences(sandbox, &[]).await?;
        self.lab.experiments.add_run(sandbox, experiment.sheet().slug, &run).await?;
        Ok(browser)
    }

    fn stage(
        &self,
        sandbox: &SandboxId,
        slug: &'static str,
        asked: &Asked,
        browser: VictimsBrowser,
        attacker: AttackersSite,
    ) -> Stage {
        Stage {
            slug,
            arm: asked.arm,
            defences: asked.defences.clone(),
            sandbox: sandbox.clone(),
            browser,
            attacker,
            house: Arc::clone(&self.house),
            lab: Arc::clone(&self.lab),
            csrf_room: Arc::clone(&self.csrf_room),
            login_csrf_room: Arc::clone(&self.login_csrf_room),
            evidence: Evidence::default(),
            traces: Arc::clone(&self.traces),
            app: self.app.clone(),
            origin: self.origin.clone(),
            insider: self.insider.clone(),
        }
    }
}

impl Playhouse for Stagehand {
    fn sheets(&self) -> Vec<&'static Sheet> {
        ALL.iter().map(|experiment| experiment.sheet()).collect()
    }

    fn begin(
        self: Arc<Self>,
        sandbox: &SandboxId,
        experiment: &str,
        asked: Vec<Asked>,
    ) -> Result<(), Refusal> {
        let experiment = find(experiment).ok_or(Refusal::NotFound)?;
        self.end(sandbox);
        let mut playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner);
        playing.retain(|_, playing| !playing.task.is_finished());
        if playing.len() >= AT_ONCE {
            return Err(Refusal::Overloaded { retry_after: 10 });
        }
        let (browser, conversation, done) = open_browser();
        let task = tokio::spawn(Arc::clone(&self).play_all(sandbox.clone(), experiment, asked, browser));
        let conversation = AsyncMutex::new(conversation);
        let slug = experiment.sheet().slug;
        let begun = Playing { experiment: slug, conversation, done, task: task.abort_handle() };
        playing.insert(sandbox.clone(), Arc::new(begun));
        Ok(())
    }

    fn end(&self, sandbox: &SandboxId) {
        let mut playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = playing.remove(sandbox) {
            before.task.abort();
        }
        self.traces.end(sandbox);
    }

    fn forget(&self, sandbox: &SandboxId) {
        self.end(sandbox);
        self.recorder.forget(sandbox);
        self.csrf_room.clear(sandbox);
        self.login_csrf_room.clear(sandbox);
    }
}

impl std::fmt::Debug for Stagehand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stagehand").field("origin", &self.origin).finish_non_exhaustive()
    }
}

fn void(Void(finding): Void) -> Outcome {
    Outcome { verdict: Verdict::Void, finding }
}
