//! From a configuration to an open house, and orderly out again.

use std::sync::Arc;
use std::time::Duration;

use authn::local_storage_jwt::{ACCESS_TOKEN_LIFETIME, SigningKey};
use authn::{Clock, HashingLimits, House, Passwords, READY_ACCOUNTS, Random, SystemClock, SystemRandom};
use axum_server::tls_rustls::RustlsConfig;
use futures_util::future::try_join_all;
use store::SqliteStore;
use tokio::sync::watch;

use crate::certificate::CertificateFiles;
use crate::listen::{ATTACKER, SERVICES, listen, loopbacks};
use crate::parties::attacker::{self, Attacker};
use crate::parties::services::{self, Services};
use crate::serve::serve;
use crate::{Config, Origin, Rooms, Site, StartError, router, signing_key_file};

/// How often what has run out is swept, and how many of a kind at most at a time.
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
    let listeners = listen(&config).await?;
    let origin = origin(&config, listeners[0].local_addr()?.port())?;
    let attacker_listeners = loopbacks(config.attacker_port, ATTACKER).await?;
    let attacker_port = attacker_listeners[0].local_addr()?.port();
    let services_listeners = loopbacks(config.services_port, SERVICES).await?;
    let services_port = services_listeners[0].local_addr()?.port();
    let certificate = certificate(&config, &origin, clock.now()).await?;
    let sessions = SqliteStore::open(&config.database, Arc::clone(&clock), Arc::clone(&random)).await?;
    let signing_key = signing_key_file::load_or_make(&config.signing_key_file(), &*random)?;
    let villain = Attacker::new(origin.clone(), attacker_port, Arc::clone(&clock), Arc::clone(&random))?;
    let attacker_at = format!("http://127.0.0.1:{attacker_port}");
    let services = Services::new(origin.clone(), attacker_at.clone(), services_port, Arc::clone(&clock))?;
    let house = Arc::new(furnish(&config, &sessions, signing_key, clock, random));
    authn::ensure_default_sandbox(&house).await.map_err(StartError::ReadyAccounts)?;

    print_addresses(&origin, attacker_port, services_port);
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(sweep(Arc::clone(&house), stopped.clone()));
    let origins = (origin, attacker_at, services_port);
    let rooms = Rooms::new(house, sessions.clone(), ACCESS_TOKEN_LIFETIME, origins, site, stopped.clone())?;
    let (app, attacker) = (router(rooms), attacker::router(Arc::new(villain)));
    let services = services::router(Arc::new(services));
    tokio::spawn(async move {
        wait_for_signal().await;
        let _ = stop.send(true);
    });
    let app = |listener| serve(listener, certificate.clone(), app.clone(), stopped.clone());
    let attacker = |listener| serve(listener, None, attacker.clone(), stopped.clone());
    let services = |listener| serve(listener, None, services.clone(), stopped.clone());
    let others =
        attacker_listeners.into_iter().map(attacker).chain(services_listeners.into_iter().map(services));
    try_join_all(listeners.into_iter().map(app).chain(others)).await?;
    sessions.close().await;
    Ok(())
}

/// The origin that was asked for, or `localhost`, if a browser could sign in there.
fn origin(config: &Config, port: u16) -> Result<Origin, StartError> {
    let origin = config.origin.clone().unwrap_or_else(|| Origin::localhost(port, config.https));
    if config.https && !origin.is_https() {
        return Err(StartError::NotHttps(origin));
    }
    if !origin.keeps_secure_cookies() {
        return Err(StartError::InsecureOrigin(origin));
    }
    Ok(origin)
}

async fn certificate(config: &Config, origin: &Origin, now: i64) -> Result<Option<RustlsConfig>, StartError> {
    if !config.https {
        return Ok(None);
    }
    let files = CertificateFiles::beside(&config.database, origin.host());
    let certificate = files.load_or_make(origin.host(), now).await?;
    println!(
        "\n  Nobody vouches for our certificate, so a browser will warn. It is {}.",
        files.certificate.display()
    );
    Ok(Some(certificate))
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

async fn sweep(house: Arc<House>, mut stopped: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(SWEEP_EVERY);
    loop {
        tokio::select! {
            _ = every.tick() => {}
            _ = stopped.wait_for(|stop| *stop) => return,
        }
        match authn::sweep(&house, SWEEP_AT_MOST).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(event = "swept", swept),
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

fn print_addresses(origin: &Origin, attacker_port: u16, services_port: u16) {
    println!("\n  Two Doors is open: {origin}");
    println!("  The attacker is at http://127.0.0.1:{attacker_port}");
    println!(
        "  The services are at http://files.localhost:{services_port} and http://reports.localhost:{services_port}\n"
    );
    for account in READY_ACCOUNTS {
        println!("  {:<20} {}", account.email, account.password);
    }
    println!();
}
