//! A house for one test: its own database, a clock that stands still, and every layer of the real thing.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use authn::local_storage_jwt::{ACCESS_TOKEN_LIFETIME, SigningKey};
use authn::relying_party::Provider;
use authn::{Clock, HashingLimits, HomeProvider, House, ManualClock, Passwords, Random, SystemRandom};
use axum::Router;
use axum::extract::connect_info::MockConnectInfo;
use server::{Clients, Origin, Rooms, Site, router};
use store::cache::Stopwatch;
use store::{Database, DatabaseAddress};
use tempfile::TempDir;
use tokio::sync::watch;

/// The key of every test's token door, so that a test can forge what only the key's owner could.
pub(crate) const SECRET: [u8; 32] = *b"the tests' own signing key, 32 B";

/// Whether sessions are remembered. They are not in most tests, so that each question of the database is seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cache {
    On,
    Off,
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
    pub(crate) origin: Origin,
    pub(crate) house: Arc<House>,
    pub(crate) database: Database,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) folder: TempDir,
    _running: watch::Sender<bool>,
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
        Self::assemble(neighbours, origin, limits, (None, Vec::new()), Cache::Off).await
    }

    /// A house that remembers sessions.
    pub(crate) async fn open_with_session_cache() -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let neighbours = (Origin::loopback(4000, false), 7000);
        Self::assemble(neighbours, Origin::localhost(3000, false), limits, (None, Vec::new()), Cache::On)
            .await
    }

    /// A house that people may come to through these providers.
    pub(crate) async fn open_for(providers: Vec<Provider>) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let neighbours = (Origin::loopback(4000, false), 7000);
        Self::assemble(neighbours, Origin::localhost(3000, false), limits, (None, providers), Cache::Off)
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
        Self::assemble(neighbours, origin, limits, (Some(home), providers), Cache::Off).await
    }

    /// A house over this database, which is empty. Nobody plays its attacker.
    pub(crate) async fn open_over(address: DatabaseAddress) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let (origin, neighbours) = (Origin::localhost(3000, false), (Origin::loopback(9, false), 7000));
        let over = (address, TempDir::new().unwrap());
        Self::assemble_over(over, neighbours, origin, limits, (None, Vec::new()), Cache::Off).await
    }

    async fn assemble(
        neighbours: (Origin, u16),
        origin: Origin,
        limits: HashingLimits,
        providers: (Option<HomeProvider>, Vec<Provider>),
        cache: Cache,
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let address = DatabaseAddress::File(folder.path().join("two-doors.db"));
        Self::assemble_over((address, folder), neighbours, origin, limits, providers, cache).await
    }

    async fn assemble_over(
        (address, folder): (DatabaseAddress, TempDir),
        (attacker_origin, services_port): (Origin, u16),
        origin: Origin,
        limits: HashingLimits,
        (home_provider, providers): (Option<HomeProvider>, Vec<Provider>),
        cache: Cache,
    ) -> Self {
        let clock = Arc::new(ManualClock::new(1_800_000_000));
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let as_clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let mut database =
            Database::open(&address, 8, Arc::clone(&as_clock), Arc::clone(&random)).await.unwrap();
        if cache == Cache::On {
            let with = (true, Arc::clone(&as_clock), &*random);
            database = database.with_session_cache(with, Arc::new(Standstill)).await;
        }
        let house = Arc::new(House {
            store: Arc::clone(&database.accounts),
            sessions: Arc::clone(&database.sessions),
            throttles: Arc::clone(&database.throttles),
            passwords: Passwords::new(limits, Arc::clone(&random)),
            signing_key: SigningKey::new(&SECRET),
            home_provider,
            clock: as_clock,
            random,
        });
        authn::ensure_default_sandbox(&house).await.unwrap();
        let (running, stopped) = watch::channel(false);
        let origins = (origin.clone(), attacker_origin, services_port);
        let clients = Clients::new([]).unwrap();
        let rooms = Rooms::new(
            Arc::clone(&house),
            &database,
            ACCESS_TOKEN_LIFETIME,
            origins,
            clients,
            Site::empty(),
            stopped,
        );
        let address = SocketAddr::from(([127, 0, 0, 1], 40_000));
        let rooms = rooms.unwrap().with_providers(providers).unwrap();
        let router = router(rooms).layer(MockConnectInfo(address));
        Self { router, origin, house, database, clock, folder, _running: running }
    }
}
