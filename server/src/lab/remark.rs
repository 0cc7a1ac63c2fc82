//! What a room says about a request, where its status does not tell: for the trace of whatever is being played.

use lab::Mark;

/// It goes along with the answer, and no further than the recorder.
#[derive(Clone, Debug)]
pub(crate) struct Remark {
    pub(crate) note: String,
    pub(crate) mark: Mark,
}

impl Remark {
    /// What became of something that an attacker's page asked for, or the room's own.
    pub(crate) fn on_attempt(
        sec_fetch_site: Option<&str>,
        done: &str,
        refused: Option<&'static str>,
    ) -> Self {
        let (whose, mark) = match (sec_fetch_site, refused) {
            (Some("cross-site"), None) => ("another site: ", Mark::Stolen),
            (Some("cross-site"), Some(_)) => ("another site: ", Mark::Stopped),
            (Some("same-site"), None) => ("another port: ", Mark::Stolen),
            (Some("same-site"), Some(_)) => ("another port: ", Mark::Stopped),
            _ => ("", Mark::Plain),
        };
        Self { note: format!("{whose}{}", refused.unwrap_or(done)), mark }
    }
}
