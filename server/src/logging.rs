//! Log lines on standard error. Secrets have types that print as `[redacted]`, and whatever a visitor wrote is
//! printed with its control characters escaped, so that no line can be forged (ASVS 16.4.1).

use std::io::{IsTerminal as _, stderr};

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Starts logging; `RUST_LOG` chooses what.
pub fn start_logging() {
    // The session layer logs at `warn` for every stale cookie: true, and of no use to anybody.
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,tower_sessions=error,tower_sessions_core=error,sqlx=warn"));
    // Nobody else has set one: this is the program's first line of work, and a second logger would only be silent.
    let _ = tracing::subscriber::set_global_default(log_lines(filter, stderr, stderr().is_terminal()));
}

/// What turns an event into a line, with colours or without.
pub fn log_lines<W>(filter: EnvFilter, writer: W, colours: bool) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(colours).finish()
}
