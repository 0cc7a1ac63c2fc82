//! Time that only moves forward, at its own pace, whatever becomes of the calendar's: leases are measured by it.

use std::fmt::Debug;
use std::time::{Duration, Instant};

/// Tells how long ago something began.
pub trait Stopwatch: Debug + Send + Sync {
    /// The time since it was started.
    fn elapsed(&self) -> Duration;
}

/// The machine's own.
#[derive(Clone, Copy, Debug)]
pub struct SystemStopwatch(Instant);

impl Default for SystemStopwatch {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Stopwatch for SystemStopwatch {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
