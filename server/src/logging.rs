//! Log lines on standard error. Secrets have types that print as `[redacted]`, and whatever a visitor wrote is
//! printed with its control characters escaped, so that no line can be forged (ASVS 16.4.1).

use tracing_subscriber::EnvFilter;

/// Starts logging; `RUST_LOG` chooses what.
pub fn start_logging() {
    // The session layer logs at `warn` for every stale cookie: true, and of no use to anybody.
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,tower_sessions=error,tower_sessions_core=error,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
