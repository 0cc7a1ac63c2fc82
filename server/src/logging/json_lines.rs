//! A JSON line: flat, so that every field of an event and of the request around it can be asked for by its name.
//!
//! `datetime`, `appid`, `level`, `event`, `description`, `source_ip` and `request_method` are the OWASP Application Logging
//! Vocabulary's.

use std::fmt;

use serde_json::{Map, Value};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime as _, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::{LookupSpan, Scope};

use super::escape::escape_for_json;

/// What this program is called among others.
const APPID: &str = "two-doors";

pub(super) struct JsonLines;

impl<S, N> FormatEvent<S, N> for JsonLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = Map::new();
        for span in context.event_scope().into_iter().flat_map(Scope::from_root) {
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>() {
                add(&mut line, fields);
            }
        }
        let (mut fields, mut datetime) = (String::new(), String::new());
        context.format_fields(Writer::new(&mut fields), event)?;
        add(&mut line, &fields);
        if let Some(message) = line.remove("message") {
            line.insert("description".to_owned(), message);
        }
        SystemTime.format_time(&mut Writer::new(&mut datetime))?;
        let metadata = event.metadata();
        for (name, said) in [
            ("datetime", datetime.as_str()),
            ("level", metadata.level().as_str()),
            ("appid", APPID),
            ("target", metadata.target()),
        ] {
            line.insert(name.to_owned(), said.into());
        }
        escape_for_json(&Value::Object(line).to_string(), &mut writer)?;
        writeln!(writer)
    }
}

/// The fields come as a JSON object: [`tracing_subscriber::fmt::format::JsonFields`] writes them.
fn add(line: &mut Map<String, Value>, fields: &str) {
    if let Ok(Value::Object(fields)) = serde_json::from_str(fields) {
        line.extend(fields);
    }
}
