//! From a configuration to an open house, and orderly out again.

use std::sync::Arc;
use std::time::Duration;

use authn::local_storage_jwt::{ACCESS_TOKEN_LIFETIME, SigningKey};
use authn::{
    Clock, HashingLimits, HomeProvider, House, Journal, Passwords, READY_ACCOUNTS, Random, SystemClock,
    SystemRandom,
};
use futures_util::future::try_join_all;
use idp::{Provider, Secret};
use notes::Notes;
use store::Database;
use store::cache::SystemStopwatch;

use crate::certificate::{Certificate, CertificateFiles};
use crate::listen::{ATTACKER, IDP, NOTES, SERVICES, listen, loopbacks};
use crate::parties::attacker::{self, Attacker};
use crate::parties::idp::{self as provider, Agreement};
use crate::parties::notes as second_client;
use crate::parties::services::{self, Services};
use crate::serve::Party;
use crate::signal::closing_on_signal;
use crate::sweep::sweep_regularly;
use crate::telemetry::{self, MetricsListener, Observed, metrics, observed};
use crate::{
    Clients, Config, Origin, Rooms, Site, StartError, Sweeps, TrustedProxies, Watched, home_provider,
    read_idp_clients, read_providers, router, signing_key_file, with_home_provider,
};

/// Opens the house and serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// [`StartError`], in words for whoever started it.
pub async fn run(config: Config) -> Result<(), StartError> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let providers = read_providers(config.providers.as_deref(), std::env::vars())?;
    let idp_clients = read_idp_clients(config.idp_clients.as_deref(), std::env::vars())?;
    let site = Site::open(&config.site_root)?;
    // The port first: a second server must not touch the database of the first.
    let listeners = listen(&config).await?;
    let origin = origin(&config, listeners[0].local_addr()?.port())?;
    let attacker_listeners = loopbacks(config.attacker_port, ATTACKER).await?;
    let attacker_port = attacker_listeners[0].local_addr()?.port();
    let attacker_origin = Origin::loopback(attacker_port, config.https);
    let idp_listeners = loopbacks(config.idp_port, IDP).await?;
    let idp_origin = idp_origin(&config, idp_listeners[0].local_addr()?.port())?;
    let notes_listeners = loopbacks(config.notes_port, NOTES).await?;
    let notes_origin = notes_origin(&config, notes_listeners[0].local_addr()?.port())?;
    let services_listeners = loopbacks(config.services_port, SERVICES).await?;
    let services_port = services_listeners[0].local_addr()?.port();
    let metrics_listener = telemetry::listen(&config).await?;
    let certificates = certificates(&config, &origin, clock.now()).await?;
    let clients = Clients::new(certificates.iter().flatten().map(|held| held.believed.clone()));
    let clients = clients.map_err(StartError::Clients)?;
    let database = open_database(&config, &clock, &random).await?;
    let signing_key = signing_key_file::load_or_make(&config.signing_key_file(), &*random)?;
    let (own_clock, own_random) = (Arc::clone(&clock), Arc::clone(&random));
    let villain = Attacker::new(origin.clone(), attacker_origin.clone(), &clients, own_clock, own_random)?;
    let (believed, own_clock) = (attacker_origin.clone(), Arc::clone(&clock));
    let services = Services::new(origin.clone(), believed, services_port, &clients, own_clock)?;
    let agreement = Agreement::make(&*random);
    let notes_secret = Secret::random(&*random);
    let notes_client = second_client::client(&notes_secret, &notes_origin)?;
    let registered = std::iter::once(notes_client).chain(idp_clients).collect();
    let idp_config = provider::config(&config, &agreement, &idp_origin, &origin, registered, &clients)?;
    let idp = Arc::new(Provider::open(idp_config, Arc::clone(&clock), Arc::clone(&random)).await?);
    let notes_config = second_client::config(&config, &notes_secret, &notes_origin, &idp_origin, &clients)?;
    let notes = Arc::new(Notes::open(notes_config, Arc::clone(&clock), Arc::clone(&random)).await?);
    let home = home_provider(&idp_origin, &agreement, &clients)?;
    let providers = with_home_provider(&home, &agreement, providers)?;
    let house = Arc::new(furnish(&config, &database, signing_key, home, (clock, random)));
    authn::ensure_default_sandbox(&house).await.map_err(StartError::ReadyAccounts)?;

    print_addresses(&origin, &attacker_origin, &idp_origin, &notes_origin, services_port);
    let (closing, stopped) = closing_on_signal(Duration::from_secs(config.drain_seconds));
    let sweeps = Sweeps::default();
    let everybody = (Arc::clone(&house), Arc::clone(&idp), Arc::clone(&notes));
    tokio::spawn(sweep_regularly(everybody, sweeps.clone(), stopped.clone()));
    let (watched_house, random) = (Arc::clone(&house), Arc::clone(&house.random));
    let origins = (origin, attacker_origin, services_port);
    let rooms = Rooms::new(house, &database, ACCESS_TOKEN_LIFETIME, origins, clients, site, stopped.clone())?
        .with_providers(providers)
        .map_err(StartError::NoTrust)?
        .with_notes(notes_origin)
        .behind(TrustedProxies::new(config.trusted_proxies), closing);
    let [apps, attackers] = certificates.map_or([None, None], |both| both.map(|held| Some(held.shown)));
    let requests = rooms.requests.clone();
    let seen = |party, router| {
        observed(router, Observed { party, requests: requests.clone(), random: Arc::clone(&random) })
    };
    let mut parties = vec![
        Party { listeners, certificate: apps, router: router(rooms) },
        Party {
            listeners: attacker_listeners,
            certificate: attackers,
            router: seen("attacker", attacker::router(Arc::new(villain))),
        },
        Party {
            listeners: services_listeners,
            certificate: None,
            router: seen("services", services::router(Arc::new(services))),
        },
        Party {
            listeners: idp_listeners,
            certificate: None,
            router: seen("idp", idp::router(Arc::clone(&idp))),
        },
        Party {
            listeners: notes_listeners,
            certificate: None,
            router: seen("notes", notes::router(Arc::clone(&notes))),
        },
    ];
    if let Some(MetricsListener { listeners, origins }) = metrics_listener {
        let watched =
            Watched { house: watched_house, idp: Some(Arc::clone(&idp)), requests: requests.clone(), sweeps };
        parties.push(Party { listeners, certificate: None, router: metrics(&origins, watched) });
    }
    tracing::info!(event = "sys_startup", version = env!("CARGO_PKG_VERSION"));
    try_join_all(parties.into_iter().map(|party| party.serve(stopped.clone()))).await?;
    tracing::info!(event = "sys_shutdown");
    database.close().await;
    idp.close().await;
    notes.close().await;
    Ok(())
}

/// What `--database` names, with what `--sessions` keeps elsewhere and `--session-cache` remembers.
async fn open_database(
    config: &Config,
    clock: &Arc<dyn Clock>,
    random: &Arc<dyn Random>,
) -> Result<Database, StartError> {
    let own = || (Arc::clone(clock), Arc::clone(random));
    let ((own_clock, own_random), (its_clock, its_random)) = (own(), own());
    let database = Database::open(&config.database, config.database_connections, own_clock, own_random);
    let database = database.await?.with_sessions_on(config.sessions.as_ref(), its_clock, its_random).await?;
    let cache = (config.session_cache, Arc::clone(clock), &**random);
    Ok(database.with_session_cache(cache, Arc::new(SystemStopwatch::default())).await)
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

/// The provider's origin that was asked for, or `idp.localhost`, if a browser could sign in there.
fn idp_origin(config: &Config, port: u16) -> Result<Origin, StartError> {
    let origin = config.idp_origin.clone().unwrap_or_else(|| Origin::idp(port));
    if origin.keeps_secure_cookies() { Ok(origin) } else { Err(StartError::InsecureOrigin(origin)) }
}

/// The origin of Notes that was asked for, or `notes.localhost`, if a browser could sign in there.
fn notes_origin(config: &Config, port: u16) -> Result<Origin, StartError> {
    let origin = config.notes_origin.clone().unwrap_or_else(|| Origin::notes(port));
    if origin.keeps_secure_cookies() { Ok(origin) } else { Err(StartError::InsecureOrigin(origin)) }
}

/// The app's certificate and the attacker's, if HTTPS was asked for. Both speak it or none: to a browser `http` and `https`
/// are two sites, and a page of the one may not load from the other.
async fn certificates(
    config: &Config,
    origin: &Origin,
    now: i64,
) -> Result<Option<[Certificate; 2]>, StartError> {
    if !config.https {
        return Ok(None);
    }
    let files = [
        CertificateFiles::of_app(|extension| config.beside_database(extension), origin.host()),
        CertificateFiles::of_attacker(|extension| config.beside_database(extension)),
    ];
    println!("\n  Nobody vouches for our certificates, so a browser will warn. They are");
    for files in &files {
        println!("    {}", files.certificate.display());
    }
    let [app, attacker] = &files;
    Ok(Some([app.load_or_make(now).await?, attacker.load_or_make(now).await?]))
}

fn furnish(
    config: &Config,
    database: &Database,
    signing_key: SigningKey,
    home_provider: HomeProvider,
    (clock, random): (Arc<dyn Clock>, Arc<dyn Random>),
) -> House {
    let limits = HashingLimits { at_once: config.hashes_at_once(), waiting: config.hashes_waiting };
    House {
        store: Arc::clone(&database.accounts),
        sessions: Arc::clone(&database.sessions),
        throttles: Arc::clone(&database.throttles),
        passwords: Passwords::new(limits, Arc::clone(&random)),
        journal: Journal::new(&*random),
        signing_key,
        home_provider: Some(home_provider),
        clock,
        random,
    }
}

fn print_addresses(
    origin: &Origin,
    attacker_origin: &Origin,
    idp_origin: &Origin,
    notes_origin: &Origin,
    services_port: u16,
) {
    println!("\n  Two Doors is open: {origin}");
    println!("  The attacker is at {attacker_origin}");
    println!("  The identity provider is at {idp_origin}");
    println!("  Notes, a second app that trusts it, is at {notes_origin}");
    println!(
        "  The services are at http://files.localhost:{services_port} and http://reports.localhost:{services_port}\n"
    );
    for account in READY_ACCOUNTS {
        println!("  {:<20} {}", account.email, account.password);
    }
    println!();
}
