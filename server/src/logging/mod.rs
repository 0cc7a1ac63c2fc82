//! Log lines on standard error: for people, or one JSON object each for whatever collects them.
//!
//! Secrets have types that print as `[redacted]`. Whatever a visitor wrote is printed with its control characters and all that
//! shows as nothing escaped, so that no line can be forged, and no terminal told what to do (ASVS 16.4.1).

mod escape;
mod json_lines;
mod text_fields;

use std::io::{IsTerminal as _, stderr};

use clap::ValueEnum;
use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::JsonFields;

use json_lines::JsonLines;
use text_fields::text_fields;

/// What a log line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, with the field names of the OWASP Application Logging Vocabulary.
    Json,
}

/// Starts logging; `RUST_LOG` chooses what.
pub fn start_logging(format: LogFormat) {
    // The session layer logs at `warn` for every stale cookie: true, and of no use to anybody.
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,tower_sessions=error,tower_sessions_core=error,sqlx=warn"));
    let lines = log_lines(filter, format, stderr, stderr().is_terminal());
    // Nobody else has set one: this is the program's first line of work, and a second logger would only be silent.
    let _ = tracing::subscriber::set_global_default(lines);
    // By itself a panic prints to standard error whatever it likes, on several lines.
    std::panic::set_hook(Box::new(|panic| {
        let location = panic.location().map(tracing::field::display);
        tracing::error!(event = "sys_crash", cause = panic.payload_as_str(), location, "a thread panicked");
    }));
}

/// What turns an event into a line; a text has colours or none.
pub fn log_lines<W>(
    filter: EnvFilter,
    format: LogFormat,
    writer: W,
    colours: bool,
) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    match format {
        LogFormat::Text => Box::new(lines.with_ansi(colours).fmt_fields(text_fields()).finish()),
        LogFormat::Json => {
            Box::new(lines.with_ansi(false).fmt_fields(JsonFields::new()).event_format(JsonLines).finish())
        }
    }
}
