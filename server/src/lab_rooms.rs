//! What the lab's handlers work with, besides the house itself. The house works without all of it.

use std::ops::Deref;
use std::sync::Arc;

use authn::House;
use lab::Lab;
use lab::rooms::VulnerableRooms;
use store::Database;
use tokio::sync::watch;

use crate::experiments::Stagehand;
use crate::http::{KnownSandboxes, Origin};
use crate::lab::{Gateway, Recorder, Traces};
use crate::one_room::one_room;
use crate::{Clients, Rooms};

/// What the lab's handlers work with. Cheap to clone, for that happens several times for each request.
#[derive(Clone)]
pub struct LabRooms(Arc<Inside>);

/// What is in them.
#[derive(Clone)]
pub struct Inside {
    /// The use cases.
    pub house: Arc<House>,
    /// The lab's own rooms.
    pub lab: Arc<Lab>,
    /// The vulnerable rooms that remember something.
    pub vulnerable: VulnerableRooms,
    /// Where the attacker's site is.
    pub attacker_origin: Origin,
    /// Where Notes is, if it is open: pages link to it, and no more.
    pub notes_origin: Option<Origin>,
    /// The way to the services.
    pub gateway: Arc<Gateway>,
    /// What went over the wire.
    pub recorder: Arc<Recorder>,
    /// What moves while something is played.
    pub traces: Arc<Traces>,
    /// Whoever plays the experiments.
    pub stagehand: Arc<Stagehand>,
    /// The one origin that the app answers to.
    pub origin: Origin,
    /// How requests are sent from here.
    pub clients: Clients,
    /// The sandboxes that were seen to exist.
    pub known_sandboxes: Arc<KnownSandboxes>,
}

impl LabRooms {
    /// The lab around the house of `rooms`, whose providers are set up by now: over the rows of `database`, with the attacker at
    /// `attacker_origin` and the services on `services_port`. An access token of the token room lives for `access_token_lifetime`
    /// seconds. Streams end once `stopped` turns true.
    ///
    /// # Errors
    /// If this machine gives no means to send requests.
    pub fn new(
        rooms: &Rooms,
        database: &Database,
        access_token_lifetime: i64,
        (attacker_origin, services_port): (Origin, u16),
        stopped: watch::Receiver<bool>,
    ) -> reqwest::Result<Self> {
        let (house, origin, clients) = (&rooms.house, &rooms.origin, &rooms.clients);
        let lab = Arc::new(Lab {
            store: Arc::clone(&database.lab),
            experiments: Arc::clone(&database.experiments),
            clock: Arc::clone(&house.clock),
            kept_on: database.kept_on,
            access_token_lifetime,
        });
        let (recorder, traces) = (Arc::new(Recorder::new(stopped)), Arc::<Traces>::default());
        let vulnerable = VulnerableRooms::default();
        let stagehand = Stagehand::new(
            Arc::clone(house),
            Arc::clone(&lab),
            (Arc::clone(&recorder), Arc::clone(&traces)),
            vulnerable.clone(),
            clients,
            origin.to_string(),
            (attacker_origin.clone(), services_port),
        )?;
        stagehand.introduce(Arc::clone(&rooms.relying_party));
        Ok(Self(Arc::new(Inside {
            house: Arc::clone(house),
            lab,
            vulnerable,
            attacker_origin,
            notes_origin: None,
            gateway: Arc::new(Gateway::new(origin.clone(), services_port, clients)?),
            recorder,
            traces,
            stagehand: Arc::new(stagehand),
            origin: origin.clone(),
            clients: clients.clone(),
            known_sandboxes: Arc::default(),
        })))
    }

    /// The same, with pages that link to Notes.
    #[must_use]
    pub fn with_notes(mut self, origin: Origin) -> Self {
        self.stagehand.knows_notes(&origin);
        Arc::make_mut(&mut self.0).notes_origin = Some(origin);
        self
    }
}

impl Deref for LabRooms {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}

one_room!(LabRooms, Arc<House>, house);
one_room!(LabRooms, Arc<Lab>, lab);
one_room!(LabRooms, Arc<Gateway>, gateway);
one_room!(LabRooms, Arc<Recorder>, recorder);
one_room!(LabRooms, Arc<Stagehand>, stagehand);
