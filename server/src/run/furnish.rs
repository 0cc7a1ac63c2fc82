//! What the house stands on: its rows, and what its use cases work with.

use std::sync::Arc;

use authn::{Clock, HashingLimits, House, Journal, Passwords, Random};
use store::Database;
use store::cache::SystemStopwatch;

use super::parties::Parties;
use crate::{Config, StartError, signing_key_file};

/// What `--database` names, with what `--sessions` keeps elsewhere and `--session-cache` remembers.
pub(super) async fn open_database(
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

/// The house over these rows. Only one with the lab signs tokens, and knows a provider of its own.
pub(super) fn furnish(
    config: &Config,
    database: &Database,
    lab: Option<&Parties>,
    (clock, random): (Arc<dyn Clock>, Arc<dyn Random>),
) -> Result<House, StartError> {
    let limits = HashingLimits { at_once: config.hashes_at_once(), waiting: config.hashes_waiting };
    let signing_key = lab.map(|_| signing_key_file::load_or_make(&config.signing_key_file(), &*random));
    Ok(House {
        store: Arc::clone(&database.accounts),
        sessions: Arc::clone(&database.sessions),
        throttles: Arc::clone(&database.throttles),
        passwords: Passwords::new(limits, Arc::clone(&random)),
        journal: Journal::new(&*random),
        signing_key: signing_key.transpose()?,
        home_provider: lab.map(|parties| parties.home.clone()),
        clock,
        random,
    })
}
