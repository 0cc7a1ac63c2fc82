//! Whoever runs the plays: one at a time in each sandbox, and between its steps it waits for the browser.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use authn::House;
use authn::relying_party::RelyingParty;
use domain::{Refusal, SandboxId, Step, StepDone};
use lab::rooms::VulnerableRooms;
use lab::{Asked, Evidence, Lab, Pace, Playhouse, Proof, Run, Sheet};
use tokio::sync::{Mutex as AsyncMutex, watch};
use tokio::task::AbortHandle;

use super::proofs::PROOFS;
use super::stage::{
    AttackersSite, Conversation, Insider, Jars, SECOND_BROWSER, VictimsBrowser, longest_read, open_browser,
};
use super::{ALL, Experiment, Outcome, Stage, find};
use crate::lab::{Recorder, Traces};
use crate::{Clients, Origin};

/// Sandboxes that may be playing at the same time.
const AT_ONCE: usize = 100;

/// What is said of a run that was played again.
const ONCE_MORE: &str = " All of it was carried out once more without a stop: step by step it had taken longer than credentials are sure to live here.";

/// Plays experiments, and keeps what came of them.
pub struct Stagehand {
    house: Arc<House>,
    lab: Arc<Lab>,
    traces: Arc<Traces>,
    recorder: Arc<Recorder>,
    vulnerable: VulnerableRooms,
    client: reqwest::Client,
    app: reqwest::Client,
    origin: String,
    notes_origin: OnceLock<Origin>,
    attacker_origin: Origin,
    clients: Clients,
    insider: Insider,
    relying_party: OnceLock<Arc<RelyingParty>>,
    playing: Mutex<HashMap<SandboxId, Arc<Playing>>>,
}

/// A sequence of runs that is being played.
struct Playing {
    experiment: &'static str,
    conversation: AsyncMutex<Conversation>,
    done: watch::Sender<StepDone>,
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
        vulnerable: VulnerableRooms,
        clients: &Clients,
        origin: String,
        (attacker_origin, services_port): (Origin, u16),
    ) -> reqwest::Result<Self> {
        Ok(Self {
            house,
            lab,
            traces,
            recorder,
            vulnerable,
            client: clients.builder().build()?,
            app: clients.builder().user_agent(SECOND_BROWSER).build()?,
            origin,
            notes_origin: OnceLock::new(),
            attacker_origin,
            clients: clients.clone(),
            insider: Insider::new(clients, services_port)?,
            relying_party: OnceLock::new(),
            playing: Mutex::default(),
        })
    }

    /// Says where Notes is, once.
    pub(crate) fn knows_notes(&self, origin: &Origin) {
        let _ = self.notes_origin.set(origin.clone());
    }

    /// Lets the plays know the app as its providers do. The first to be introduced stays.
    pub(crate) fn introduce(&self, relying_party: Arc<RelyingParty>) {
        let _ = self.relying_party.set(relying_party);
    }

    /// The browser's next step, once it has done what it says. Waits for what the play does meanwhile.
    pub(crate) async fn next(&self, sandbox: &SandboxId, experiment: &str, told: StepDone) -> Step {
        let playing = {
            let playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner);
            playing.get(sandbox).filter(|playing| playing.experiment == experiment).cloned()
        };
        let Some(playing) = playing else { return Step::done() };
        let mut conversation = playing.conversation.lock().await;
        match &conversation.outstanding {
            // The page was loaded again in the middle of a step, or asks twice.
            Some(step) if step.number > told.done => return step.clone(),
            Some(step) => {
                let done = step.number;
                playing.done.send_replace(StepDone { done, ..told });
            }
            None => {}
        }
        conversation.outstanding = conversation.steps.recv().await;
        conversation.outstanding.clone().unwrap_or_else(Step::done)
    }

    /// Stops whatever is being played in a sandbox, where it stands. Returns whether something was.
    fn cut_off(&self, sandbox: &SandboxId) -> bool {
        let mut playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = playing.remove(sandbox).filter(|before| !before.task.is_finished());
        if let Some(before) = &before {
            before.task.abort();
        }
        self.traces.end(sandbox);
        before.is_some()
    }

    async fn play_all(
        self: Arc<Self>,
        sandbox: SandboxId,
        experiment: &'static dyn Experiment,
        asked: Vec<Asked>,
        browser: VictimsBrowser,
    ) {
        for asked in asked {
            if let Err(refusal) = self.play_and_keep(&sandbox, experiment, &asked, &browser).await {
                tracing::error!(%refusal, experiment = experiment.sheet().slug, "a run was lost");
                return;
            }
            if browser.reader.has_left() {
                return;
            }
        }
    }

    /// Plays one run and keeps it, if anybody waited for its end.
    async fn play_and_keep(
        &self,
        sandbox: &SandboxId,
        experiment: &'static dyn Experiment,
        asked: &Asked,
        browser: &VictimsBrowser,
    ) -> Result<(), Refusal> {
        let mut run = self.play(sandbox, experiment, asked, browser).await?;
        // Whoever reads takes as long as they like, and no credential waits for them: one that ran out meanwhile would have
        // withstood nothing. So then it is done once more, and what is kept is that.
        if browser.reader.read_for() > longest_read(&asked.defences) && !browser.reader.has_left() {
            let _race = browser.reader.race();
            run = self.play(sandbox, experiment, asked, browser).await?;
            run.finding.push_str(ONCE_MORE);
        }
        if !browser.reader.has_left() {
            self.lab.experiments.add_run(sandbox, experiment.sheet().slug, &run).await?;
        }
        Ok(())
    }

    /// Plays one run. The switches stand as it asks, and the wall is empty, for as long as it takes.
    async fn play(
        &self,
        sandbox: &SandboxId,
        experiment: &'static dyn Experiment,
        asked: &Asked,
        browser: &VictimsBrowser,
    ) -> Result<Run, Refusal> {
        let (began, began_at) = (Instant::now(), self.house.clock.now());
        self.lab.store.set_defences(sandbox, &asked.defences).await?;
        self.lab.store.set_wall_aside(sandbox).await?;
        self.traces.begin(sandbox);
        let browser = browser.at_the_beginning_of(asked.arm.title);
        let reader = browser.reader.clone();
        let (client, at) = (self.client.clone(), &self.attacker_origin);
        let (played, mut evidence) = match AttackersSite::begin(client, at, sandbox, reader.clone()).await {
            Err(void) => (Err(void), Evidence::default()),
            Ok(attacker) => {
                let mut stage = self.stage(sandbox, experiment.sheet().slug, asked, browser, attacker);
                let played = stage.watch(experiment).await;
                stage.attacker.end().await;
                (played, stage.evidence)
            }
        };
        evidence.events = self.traces.end(sandbox);
        let Outcome { verdict, finding } = played.unwrap_or_else(Outcome::from);
        let read_for = Duration::from_secs(reader.read_for().unsigned_abs());
        let took = began.elapsed().saturating_sub(read_for).as_millis();
        self.lab.store.put_wall_back(sandbox).await?;
        self.lab.store.set_defences(sandbox, &[]).await?;
        Ok(Run {
            id: 0,
            arm: asked.arm.slug.to_owned(),
            defences: asked.defences.clone(),
            began_at,
            took: u64::try_from(took).unwrap_or(u64::MAX),
            verdict,
            finding,
            evidence,
        })
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
            vulnerable: self.vulnerable.clone(),
            evidence: Evidence::default(),
            began_at: self.house.clock.now(),
            before: BTreeSet::new(),
            jars: Jars::default(),
            traces: Arc::clone(&self.traces),
            app: self.app.clone(),
            clients: self.clients.clone(),
            relying_party: self.relying_party.get().cloned(),
            origin: self.origin.clone(),
            notes: self.notes_origin.get().map(Origin::to_string),
            insider: self.insider.clone(),
        }
    }
}

#[async_trait]
impl Playhouse for Stagehand {
    fn sheets(&self) -> Vec<&'static Sheet> {
        ALL.iter().map(|experiment| experiment.sheet()).collect()
    }

    fn proofs(&self) -> &'static [Proof] {
        PROOFS
    }

    fn begin(
        self: Arc<Self>,
        sandbox: &SandboxId,
        experiment: &str,
        asked: Vec<Asked>,
        pace: Pace,
    ) -> Result<(), Refusal> {
        let experiment = find(experiment).ok_or(Refusal::NotFound)?;
        // What it leaves on the wall, the next play clears away.
        self.cut_off(sandbox);
        let mut playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner);
        playing.retain(|_, playing| !playing.task.is_finished());
        if playing.len() >= AT_ONCE {
            return Err(Refusal::Overloaded { retry_after: 10 });
        }
        let (browser, conversation, done) = open_browser(Arc::clone(&self.house.clock), pace);
        let task = tokio::spawn(Arc::clone(&self).play_all(sandbox.clone(), experiment, asked, browser));
        let conversation = AsyncMutex::new(conversation);
        let slug = experiment.sheet().slug;
        let begun = Playing { experiment: slug, conversation, done, task: task.abort_handle() };
        playing.insert(sandbox.clone(), Arc::new(begun));
        Ok(())
    }

    async fn end(&self, sandbox: &SandboxId) -> Result<(), Refusal> {
        if self.cut_off(sandbox) {
            self.lab.store.put_wall_back(sandbox).await?;
            self.lab.store.set_defences(sandbox, &[]).await?;
        }
        Ok(())
    }

    fn forget(&self, sandbox: &SandboxId) {
        self.cut_off(sandbox);
        self.recorder.forget(sandbox);
        self.vulnerable.clear(sandbox);
    }
}

impl std::fmt::Debug for Stagehand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stagehand").field("origin", &self.origin).finish_non_exhaustive()
    }
}
