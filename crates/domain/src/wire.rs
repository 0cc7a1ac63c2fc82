//! One request and its answer, as the server received and sent them.

use serde::{Deserialize, Serialize};

use crate::Door;

/// A header as it went over the wire; secrets are shortened before they get here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The name, in lower case.
    pub name: String,
    /// The value; a credential keeps its first characters only.
    pub value: String,
    /// Whether the value is a credential, or hands one out.
    pub secret: bool,
}

/// A request and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// Counts up within a sandbox.
    pub number: u64,
    /// When the answer was ready, in milliseconds since 1970.
    pub at: i64,
    /// Which door it went through.
    pub door: Door,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
    /// The request's headers, in the order in which they came.
    pub request: Vec<Header>,
    /// The answer's headers.
    pub response: Vec<Header>,
}
