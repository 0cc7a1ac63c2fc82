//! Waiting for an effect, and not for a time.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// How long an effect may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it is looked for meanwhile.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Whether something comes to hold in time.
pub(crate) async fn comes_true(mut holds: impl FnMut() -> bool) -> bool {
    let until = Instant::now() + PATIENCE;
    while !holds() {
        if Instant::now() >= until {
            return false;
        }
        sleep(LOOK_EVERY).await;
    }
    true
}
