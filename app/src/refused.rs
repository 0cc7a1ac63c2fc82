//! Why something was not done. What crosses the wire is a value of an enum; the sentence is chosen where it is shown.
//!
//! A form that was posted without scripts gets its refusal back in the URL, and anybody can write a URL: so
//! nothing in one is ever shown but the fixed sentences of [`domain::Refusal`].

use domain::Refusal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use server_fn::{Bytes, Encodes as _};

use crate::JsonText;

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
    /// The session has ended elsewhere: on another device, by a change of the password, or because it ran out.
    #[error("This session is over: its row is gone from the server.")]
    Ended,
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
            Self::InWords(_) | Self::NothingKept | Self::Ended | Self::Unreachable => Refusal::Unavailable,
        }
    }
}

/// As the refusal itself: `"InvalidCredentials"`, `{"Throttled":{"retry_after":4}}`.
impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.refusal().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Refused {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Refusal::deserialize(deserializer).map(Self::House)
    }
}

impl FromServerFnError for Refused {
    type Encoder = JsonText;

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
        #[cfg(feature = "ssr")]
        crate::answer::refuse(self.refusal());
        JsonText::encode(self).unwrap_or_default()
    }
}
