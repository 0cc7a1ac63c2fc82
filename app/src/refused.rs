//! Why something was not done. What crosses the wire is a value of an enum; the sentence is chosen where it is shown.
//!
//! A form that was posted without scripts gets its refusal back in the URL, and anybody can write a URL: so
//! nothing in one is ever shown but the fixed sentences of [`domain::Refusal`].

use domain::Refusal;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};

/// Why a door did not open, in words for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The house said no.
    #[error("{0}")]
    House(Refusal),
    /// The house said no, through an interface that sends words.
    #[error("{0}")]
    InWords(String),
    /// The token door was asked to end what the server does not know of.
    #[error("The server keeps nothing of this door, so it has nothing to end.")]
    NothingKept,
    /// Nobody answered.
    #[error("The server does not answer. Check that it is running, then try again.")]
    Unreachable,
}

impl<R: Into<Refusal>> From<R> for Refused {
    fn from(refusal: R) -> Self {
        Self::House(refusal.into())
    }
}

impl Refused {
    /// The refusal that it stands for when it leaves the server.
    fn refusal(&self) -> Refusal {
        match self {
            Self::House(refusal) => *refusal,
            Self::InWords(_) | Self::NothingKept | Self::Unreachable => Refusal::Unavailable,
        }
    }
}

impl FromServerFnError for Refused {
    type Encoder = RefusalJson;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Serialization(_)
            | ServerFnErrorErr::Deserialization(_) => Self::House(Refusal::Malformed),
            _ => Self::House(Refusal::Unavailable),
        }
    }

    // Every refusal leaves the server through here, those too that no body of ours has seen, such as a missing
    // field. So this is where the answer gets its status.
    fn ser(&self) -> Bytes {
        let refusal = self.refusal();
        #[cfg(feature = "ssr")]
        crate::answer::refuse(refusal);
        Bytes::from(serde_json::to_vec(&refusal).unwrap_or_default())
    }
}

/// A refusal as JSON: `"InvalidCredentials"`, `{"Throttled":{"retry_after":4}}`.
#[derive(Clone, Copy, Debug)]
pub struct RefusalJson;

impl ContentType for RefusalJson {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for RefusalJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl Encodes<Refused> for RefusalJson {
    type Error = serde_json::Error;

    fn encode(refused: &Refused) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(&refused.refusal()).map(Bytes::from)
    }
}

impl Decodes<Refused> for RefusalJson {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<Refused, Self::Error> {
        serde_json::from_slice(&bytes).map(Refused::House)
    }
}
