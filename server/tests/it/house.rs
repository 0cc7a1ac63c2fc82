//! A house for one test: its own database, a clock that stands still, and every layer of the real thing.

use std::net::SocketAddr;
use std::sync::Arc;

use authn::local_storage_jwt::{ACCESS_TOKEN_LIFETIME, SigningKey};
use authn::relying_party::Provider;
use authn::{
    Clock, HashingLimits, HomeProvider, House, Journal, ManualClock, Passwords, Random, SystemRandom,
};
use axum::Router;
use axum::extract::connect_info::MockConnectInfo;
use server::{Clients, Origin, Requests, Rooms, Site, router};
use store::{Database, DatabaseAddress, RedisAddress};
use tempfile::TempDir;
use tokio::sync::watch;

/// The key of every test's token door, so that a test can forge what only the key's owner could.
pub(crate) const SECRET: [u8; 32] = *b"the tests' own signing key, 32 B";

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
        Self::assemble(neighbours, origin, limits, (None, Vec::new()), None).await
    }

    /// A house that people may come to through these providers.
    pub(crate) async fn open_for(providers: Vec<Provider>) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let neighbours = (Origin::loopback(4000, false), 7000);
        Self::assemble(neighbours, Origin::localhost(3000, false), limits, (None, providers), None).await
    }

    /// A house with an identity provider of its own.
    pub(crate) async fn open_with_provider(
        origin: Origin,
        home: HomeProvider,
        providers: Vec<Provider>,
    ) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let neighbours = (Origin::loopback(4000, false), 7000);
        Self::assemble(neighbours, origin, limits, (Some(home), providers), None).await
    }

    /// A house that keeps sessions and failed attempts on a Redis.
    pub(crate) async fn open_on(sessions: &RedisAddress, providers: Vec<Provider>) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let neighbours = (Origin::loopback(4000, false), 7000);
        Self::assemble(neighbours, Origin::localhost(3000, false), limits, (None, providers), Some(sessions))
            .await
    }

    /// A house over this database, which is empty. Nobody plays its attacker.
    pub(crate) async fn open_over(address: DatabaseAddress) -> Self {
        let limits = HashingLimits { at_once: 2, waiting: 200 };
        let (origin, neighbours) = (Origin::localhost(3000, false), (Origin::loopback(9, false), 7000));
        let over = (address, TempDir::new().unwrap());
        Self::assemble_over(over, neighbours, origin, limits, (None, Vec::new()), None).await
    }

    async fn assemble(
        neighbours: (Origin, u16),
        origin: Origin,
        limits: HashingLimits,
        providers: (Option<HomeProvider>, Vec<Provider>),
        sessions: Option<&RedisAddress>,
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let address = DatabaseAddress::File(folder.path().join("two-doors.db"));
        Self::assemble_over((address, folder), neighbours, origin, limits, providers, sessions).await
    }

    async fn assemble_over(
        (address, folder): (DatabaseAddress, TempDir),
        (attacker_origin, services_port): (Origin, u16),
        origin: Origin,
        limits: HashingLimits,
        (home_provider, providers): (Option<HomeProvider>, Vec<Provider>),
        sessions: Option<&RedisAddress>,
    ) -> Self {
        let clock = Arc::new(ManualClock::new(1_800_000_000));
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let as_clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let database = Database::open(&address, 8, Arc::clone(&as_clock), Arc::clone(&random)).await.unwrap();
        let database = database.with_sessions_on(sessions, Arc::clone(&as_clock), Arc::clone(&random));
        let database = database.await.unwrap();
        let house = Arc::new(House {
            store: Arc::clone(&database.accounts),
            sessions: Arc::clone(&database.sessions),
            throttles: Arc::clone(&database.throttles),
            passwords: Passwords::new(limits, Arc::clone(&random)),
            journal: Journal::new(&*random),
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
        let rooms = rooms.unwrap().with_providers(providers).unwrap();
        let requests = rooms.requests.clone();
        let router = asked_from_loopback(router(rooms.clone()));
        Self { router, rooms, origin, house, database, clock, folder, requests, _running: running }
    }
}
