//! The sweeps: how many rows went, how long it took, and how often it failed.

use std::future::Future;
use std::time::Instant;

use authn::StoreError;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// In seconds.
const BUCKETS: [f64; 9] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];

type ByParty<M> = Family<[(&'static str, &'static str); 1], M, fn() -> M>;

/// What was swept. Cheap to clone: clones count together.
#[derive(Clone, Debug)]
pub struct Sweeps {
    rows: ByParty<Counter>,
    failed: ByParty<Counter>,
    took: ByParty<Histogram>,
}

impl Default for Sweeps {
    fn default() -> Self {
        Self {
            rows: Family::new_with_constructor(Counter::default),
            failed: Family::new_with_constructor(Counter::default),
            took: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
        }
    }
}

impl Sweeps {
    /// Does a sweep of one party's rows, and says in the log and in numbers what came of it.
    pub async fn watch(&self, party: &'static str, sweep: impl Future<Output = Result<u64, StoreError>>) {
        let (labels, began) = ([("party", party)], Instant::now());
        let swept = sweep.await;
        self.took.get_or_create(&labels).observe(began.elapsed().as_secs_f64());
        // What is not there yet has no rate: both begin with the first sweep.
        self.failed.get_or_create(&labels).inc_by(u64::from(swept.is_err()));
        self.rows.get_or_create(&labels).inc_by(*swept.as_ref().unwrap_or(&0));
        match swept {
            Ok(0) => {}
            Ok(rows) => tracing::info!(event = "swept", party, rows),
            Err(error) => tracing::error!(%error, party, "sweep"),
        }
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register("sweep_rows", "Rows that had run out and were deleted", self.rows.clone());
        registry.register("sweep_failures", "Sweeps that the database did not do", self.failed.clone());
        registry.register_with_unit("sweep_duration", "Time of a sweep", Unit::Seconds, self.took.clone());
    }
}
