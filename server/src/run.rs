//! From a configuration to an open house, and orderly out again.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use authn::local_storage_jwt::SigningKey;
use authn::{Clock, HashingLimits, House, Passwords, READY_ACCOUNTS, Random, SystemClock, SystemRandom};
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use futures_util::future::try_join_all;
use store::SqliteStore;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::http::Origin;
use crate::{Config, Recorder, Rooms, Site, StartError, listen, router, signing_key_file};

/// How often expired sessions are swept, and how many at most at a time.
const SWEEP_EVERY: Duration = Duration::from_mins(1);
const SWEEP_AT_MOST: u32 = 1_000;

/// Opens the house and serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// [`StartError`], in words for whoever started it.
pub async fn run(config: Config) -> Result<(), StartError> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let site = Site::open(&config.site_root)?;
    // The port first: a second server must not touch the database of the first.
    let listeners = listen::loopbacks(config.port).await?;
    let origin = Origin::localhost(listeners[0].local_addr()?.port());
    let sessions = SqliteStore::open(&config.database, Arc::clone(&clock), Arc::clone(&random)).await?;
    let signing_key = signing_key_file::load_or_make(&config.signing_key_file(), &*random)?;
    let house = Arc::new(furnish(&config, &sessions, signing_key, clock, random));
    authn::ensure_default_sandbox(&house).await.map_err(StartError::ReadyAccounts)?;

    print_addresses(&origin);
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(sweep(Arc::clone(&house), stopped.clone()));
    let recorder = Arc::new(Recorder::new(stopped.clone()));
    let known_sandboxes = Arc::default();
    let rooms = Rooms { house, sessions: sessions.clone(), recorder, origin, site, known_sandboxes };
    let service = router(rooms).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move {
        wait_for_signal().await;
        let _ = stop.send(true);
    });
    try_join_all(listeners.into_iter().map(|listener| serve(listener, service.clone(), stopped.clone())))
        .await?;
    sessions.close().await;
    Ok(())
}

fn furnish(
    config: &Config,
    sessions: &SqliteStore,
    signing_key: SigningKey,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> House {
    let limits = HashingLimits { at_once: config.hashes_at_once(), waiting: config.hashes_waiting };
    House {
        store: Arc::new(sessions.clone()),
        passwords: Passwords::new(limits, Arc::clone(&random)),
        signing_key,
        clock,
        random,
    }
}

async fn serve(
    listener: TcpListener,
    service: IntoMakeServiceWithConnectInfo<axum::Router, SocketAddr>,
    mut stopped: watch::Receiver<bool>,
) -> std::io::Result<()> {
    axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        })
        .await
}

async fn sweep(house: Arc<House>, mut stopped: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(SWEEP_EVERY);
    loop {
        tokio::select! {
            _ = every.tick() => {}
            _ = stopped.wait_for(|stop| *stop) => return,
        }
        match house.store.sweep_sessions(house.clock.now(), SWEEP_AT_MOST).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(event = "sessions_swept", swept),
            Err(error) => tracing::error!(%error, "sweep"),
        }
    }
}

async fn wait_for_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn print_addresses(origin: &Origin) {
    println!("\n  Two Doors is open: {origin}\n");
    for account in READY_ACCOUNTS {
        println!("  {:<20} {}", account.email, account.password);
    }
    println!();
}
