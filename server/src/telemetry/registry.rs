//! All that can be read at `/metrics`, on one screen.

use std::sync::Arc;

use authn::House;
use idp::Provider;
use prometheus_client::registry::Registry;

use super::process::Process;
use super::{Requests, Sweeps};

/// What is looked at.
#[derive(Clone, Debug)]
pub struct Watched {
    /// Sign-ins, sessions, throttles, hashes.
    pub house: Arc<House>,
    /// The same, of the identity provider, where there is one.
    pub idp: Option<Arc<Provider>>,
    /// What every party was asked.
    pub requests: Requests,
    /// What was swept.
    pub sweeps: Sweeps,
}

/// Numbers of this program begin with its name; those that every program has do not.
pub(super) fn registry(watched: Watched) -> Registry {
    let mut registry = Registry::default();
    registry.register_collector(Box::new(Process { started_at: watched.house.clock.now() }));
    let own = registry.sub_registry_with_prefix("two_doors");
    watched.requests.register(own);
    watched.sweeps.register(own);
    own.register_collector(Box::new(watched));
    registry
}
