//! Whether there is a lab. A page asks before it speaks of one, and islands are told by what the server rendered.

use std::sync::Arc;

use lab::Lab;
use leptos::prelude::use_context;

/// Whether the server put a lab at hand for this request.
pub(crate) fn is_open() -> bool {
    use_context::<Arc<Lab>>().is_some()
}
