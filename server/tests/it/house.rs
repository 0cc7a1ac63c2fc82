//! A house for one test: its own database, a clock that stands still, and every layer of the real thing.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use authn::local_storage_jwt::{ACCESS_TOKEN_LIFETIME, SigningKey};
use authn::relying_party::Provider;
use authn::{
    Clock, HashingLimits, HomeProvider, House, Journal, ManualClock, Passwords, Random, SystemRandom,
};
use axum::Router;
use axum::extract::connect_info::MockConnectInfo;
use server::{Clients, LabRooms, Origin, Requests, Rooms, Site, router};
use store::cache::{Stopwatch, SystemStopwatch};
use store::{Database, DatabaseAddress, RedisAddress};
use tempfile::TempDir;
use tokio::sync::watch;

/// The key of every test's token door, so that a test can forge what only the key's owner could.
pub(crate) const SECRET: [u8; 32] = *b"the tests' own signing key, 32 B";

/// Where sessions are kept.
#[derive(Clone, Copy)]
enum Sessions<'a> {
    /// In the database alone, in most tests: so each question of it is seen.
    InTheDatabase,
    OnRedis(&'a RedisAddress),
    /// In the database, and in memory as well.
    Remembered,
    /// In memory as well, and in those of other nodes; else in the database, or on Redis.
    RememberedByNodes(Option<&'a RedisAddress>),
}

/// A lease never runs out here, however slow the machine is: it is given up, if the database is lost.
#[derive(Debug)]
struct Standstill;

impl Stopwatch for Standstill {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

pub(crate) struct TestHouse {
    pub(crate) router: Router,
    pub(crate) rooms: Rooms,
    pub(crate) origin: Origin,
    pub(crate) house: Arc<House>,
    pub(crate) database: Database,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) folder: TempDir,
    /// What was asked of it.
    pub(crate) requests: Requests,
    _running: watch::Sender<bool>,
}

/// What is asked without a socket is asked from here.
pub(crate) fn asked_from_loopback(router: Router) -> Router {
    router.layer(MockConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))))
}

impl TestHouse {
    pub(crate) async fn open() -> Self {
        Self::open_with(HashingLimits { at_once: 2, waiting: 200 }).await
    }

    pub(crate) async fn open_over_https() -> Self {
        Self::open_at(Origin::localhost(3000, true), HashingLimits { at_once: 2, waiting: 200 }).await
    }

    pub(crate) async fn open_with(limits: HashingLimits) -> Self {
        Self::open_at(Origin::localhost(3000, false), limits).await
    }

    pub(crate) async fn open_at(origin: Origin, limits: HashingLimits) -> Self {
        Self::open_beside(Origin::loopback(4000, origin.is_https()), origin, limits).await
    }

    /// A house that knows where the attacker is.
    pub(crate) async fn open_beside(attacker_origin: Origin, origin: Origin, limits: HashingLimits) -> Self {
        Self::open_among((attacker_origin, 7000), origin, limits).await
    }

    /// A house that knows where the attacker is, and on which port the services are.
    pub(crate) async fn open_among(neighbours: (Origin, u16), origin: Origin, limits: HashingLimits) -> Self {
        Self::assemble(neighbours, origin, limits, (None, Vec::new()), Sessions::InTheDatabase).await
    }

    /// A house that remembers sessions.
    pub(crate) async fn open_with_session_cache() -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let neighbours = (Origin::loopback(4000, false), 7000);
        Self::assemble(
            neighbours,
            Origin::localhost(3000, false),
            limits,
            (None, Vec::new()),
            Sessions::Remembered,
        )
        .await
    }

    /// A house that knows where the attacker is, and remembers sessions.
    pub(crate) async fn open_beside_with_session_cache(attacker_origin: Origin, origin: Origin) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        Self::assemble((attacker_origin, 7000), origin, limits, (None, Vec::new()), Sessions::Remembered)
            .await
    }

    /// A house that knows where the attacker is, over this database, which is empty, and perhaps with its sessions on a Redis.
    pub(crate) async fn open_beside_over(
        address: DatabaseAddress,
        sessions: Option<&RedisAddress>,
        (attacker_origin, origin): (Origin, Origin),
    ) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let over = (address, TempDir::new().unwrap());
        let sessions = sessions.map_or(Sessions::InTheDatabase, Sessions::OnRedis);
        Self::assemble_over(over, Some((attacker_origin, 7000)), origin, limits, (None, Vec::new()), sessions)
            .await
    }

    /// A house that people may come to through these providers.
    pub(crate) async fn open_for(providers: Vec<Provider>) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let neighbours = (Origin::loopback(4000, false), 7000);
        Self::assemble(
            neighbours,
            Origin::localhost(3000, false),
            limits,
            (None, providers),
            Sessions::InTheDatabase,
        )
        .await
    }

    /// A house with an identity provider of its own.
    pub(crate) async fn open_with_provider(
        origin: Origin,
        home: HomeProvider,
        providers: Vec<Provider>,
    ) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let neighbours = (Origin::loopback(4000, false), 7000);
        Self::assemble(neighbours, origin, limits, (Some(home), providers), Sessions::InTheDatabase).await
    }

    /// A house that keeps sessions and failed attempts on a Redis.
    pub(crate) async fn open_on(sessions: &RedisAddress, providers: Vec<Provider>) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let neighbours = (Origin::loopback(4000, false), 7000);
        Self::assemble(
            neighbours,
            Origin::localhost(3000, false),
            limits,
            (None, providers),
            Sessions::OnRedis(sessions),
        )
        .await
    }

    /// A house over this database, which is empty. Nobody plays its attacker.
    pub(crate) async fn open_over(address: DatabaseAddress) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let (origin, neighbours) = (Origin::localhost(3000, false), (Origin::loopback(9, false), 7000));
        let over = (address, TempDir::new().unwrap());
        let lab = Some(neighbours);
        Self::assemble_over(over, lab, origin, limits, (None, Vec::new()), Sessions::InTheDatabase).await
    }

    /// A house without the lab, that people may come to through these providers.
    pub(crate) async fn open_without_lab(providers: Vec<Provider>) -> Self {
        let folder = TempDir::new().unwrap();
        let over = (DatabaseAddress::File(folder.path().join("two-doors.db")), folder);
        let (origin, limits) = (Origin::localhost(3000, false), HashingLimits { at_once: 2, waiting: 200 });
        Self::assemble_over(over, None, origin, limits, (None, providers), Sessions::Remembered).await
    }

    /// One of several nodes over this database, and perhaps this Redis: each remembers sessions, for as long as its lease runs.
    pub(crate) async fn open_node(address: DatabaseAddress, sessions: Option<&RedisAddress>) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let (origin, neighbours) = (Origin::localhost(3000, false), (Origin::loopback(9, false), 7000));
        let (over, sessions) = ((address, TempDir::new().unwrap()), Sessions::RememberedByNodes(sessions));
        Self::assemble_over(over, Some(neighbours), origin, limits, (None, Vec::new()), sessions).await
    }

    async fn assemble(
        neighbours: (Origin, u16),
        origin: Origin,
        limits: HashingLimits,
        providers: (Option<HomeProvider>, Vec<Provider>),
        sessions: Sessions<'_>,
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let address = DatabaseAddress::File(folder.path().join("two-doors.db"));
        Self::assemble_over((address, folder), Some(neighbours), origin, limits, providers, sessions).await
    }

    async fn assemble_over(
        (address, folder): (DatabaseAddress, TempDir),
        lab: Option<(Origin, u16)>,
        origin: Origin,
        limits: HashingLimits,
        (home_provider, providers): (Option<HomeProvider>, Vec<Provider>),
        sessions: Sessions<'_>,
    ) -> Self {
        let clock = Arc::new(ManualClock::new(1_800_000_000));
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let as_clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let open = Database::open(&address, 8, Arc::clone(&as_clock), Arc::clone(&random));
        let database = open.await.unwrap();
        let database = match sessions {
            Sessions::InTheDatabase => database,
            Sessions::OnRedis(address) => {
                let database =
                    database.with_sessions_on(Some(address), Arc::clone(&as_clock), Arc::clone(&random));
                database.await.unwrap()
            }
            Sessions::Remembered => {
                let cache = (true, Arc::clone(&as_clock), &*random);
                database.with_session_cache(cache, Arc::new(Standstill)).await
            }
            Sessions::RememberedByNodes(address) => {
                let database = database.with_sessions_on(address, Arc::clone(&as_clock), Arc::clone(&random));
                let cache = (true, Arc::clone(&as_clock), &*random);
                database.await.unwrap().with_session_cache(cache, Arc::new(SystemStopwatch::default())).await
            }
        };
        let house = Arc::new(House {
            store: Arc::clone(&database.accounts),
            sessions: Arc::clone(&database.sessions),
            throttles: Arc::clone(&database.throttles),
            passwords: Passwords::new(limits, Arc::clone(&random)),
            journal: Journal::new(&*random),
            signing_key: lab.is_some().then(|| SigningKey::new(&SECRET)),
            home_provider,
            clock: as_clock,
            random,
        });
        let (running, stopped) = watch::channel(false);
        let (clients, site) = (Clients::new([]).unwrap(), Site::empty());
        let rooms = Rooms::new(Arc::clone(&house), origin.clone(), clients, site, stopped.clone());
        let rooms = rooms.unwrap().with_providers(providers).unwrap();
        let rooms = if let Some(neighbours) = lab {
            authn::ensure_default_sandbox(&house).await.unwrap();
            let lab = LabRooms::new(&rooms, &database, ACCESS_TOKEN_LIFETIME, neighbours, stopped);
            rooms.with_lab(lab.unwrap())
        } else {
            authn::ensure_only_sandbox(&house).await.unwrap();
            rooms
        };
        let requests = rooms.requests.clone();
        let router = asked_from_loopback(router(rooms.clone()));
        Self { router, rooms, origin, house, database, clock, folder, requests, _running: running }
    }
}
