//! What the app asked of somebody else before it answered: for the trace of whatever is being played.

use lab::Event;

/// It goes along with the answer, and no further than the recorder.
#[derive(Clone, Debug)]
pub(crate) struct Onward(pub(crate) Event);
