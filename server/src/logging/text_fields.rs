//! The fields of a text line: `name=value`, with nothing in a value that does not show.

use std::fmt::{Debug, Write as _};

use tracing::field::Field;
use tracing_subscriber::field::MakeExt as _;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::{Writer, debug_fn};

use super::escape::EscapeForText;

pub(super) fn text_fields() -> impl for<'w> FormatFields<'w> + Send + Sync + 'static {
    let one = |writer: &mut Writer<'_>, field: &Field, value: &dyn Debug| match field.name() {
        "message" => write!(EscapeForText(writer), "{value:?}"),
        name => write!(EscapeForText(writer), "{name}={value:?}"),
    };
    debug_fn(one).delimited(" ")
}
