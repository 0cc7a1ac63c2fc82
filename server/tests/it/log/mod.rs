//! What the log says, and what it never says (ASVS 16.2.5, 16.3.1, 16.4.1).

mod forged;
mod request_id;
mod secrets;
mod vocabulary;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use server::LogFormat;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

const BOTH: [LogFormat; 2] = [LogFormat::Text, LogFormat::Json];

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// Each line as the object that it is.
    fn objects(&self) -> Vec<Value> {
        let object = |line: &str| match serde_json::from_str(line) {
            Ok(Value::Object(object)) => Value::Object(object),
            other => panic!("no object: {line:?}: {other:?}"),
        };
        self.text().lines().map(object).collect()
    }

    /// The lines of an event.
    fn events(&self, name: &str) -> Vec<Value> {
        let mut lines = self.objects();
        lines.retain(|line| line["event"] == name);
        lines
    }

    /// The one line of an event, since the last look.
    #[track_caller]
    fn one(&self, name: &str) -> Value {
        let mut lines = self.events(name);
        assert_eq!(lines.len(), 1, "{name}: {}", self.text());
        self.0.lock().unwrap().clear();
        lines.remove(0)
    }
}

/// Logs everything that this thread does, as loudly as it can.
fn listen(format: LogFormat) -> (Log, tracing::subscriber::DefaultGuard) {
    listen_for("trace", format)
}

fn listen_for(filter: &str, format: LogFormat) -> (Log, tracing::subscriber::DefaultGuard) {
    let log = Log::default();
    let subscriber = server::log_lines(EnvFilter::new(filter), format, log.clone(), false);
    (log, tracing::subscriber::set_default(subscriber))
}
