//! JSON, read in the browser by the browser.
//!
//! `serde_json` would bring a parser of its own, with all that it takes to print a number in an error message: a
//! fifth of the download, for what every browser can do. So on that side of the wire, text goes through `JSON.parse`.

mod fetch;
#[cfg(target_arch = "wasm32")]
mod value;

use serde::Serialize;
use serde::de::{self, DeserializeOwned};
use server_fn::codec::Post;
use server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};

pub(crate) use fetch::{post, read_answer};

/// What the server functions answer in.
pub type Json = Post<JsonText>;

/// JSON as an encoding of Leptos.
#[derive(Clone, Copy, Debug)]
pub struct JsonText;

/// The text is not JSON, or not of the kind that was expected. Where it goes wrong, nobody asks here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unexpected JSON")]
pub struct UnexpectedJson;

impl de::Error for UnexpectedJson {
    fn custom<T>(_: T) -> Self {
        Self
    }
}

/// Reads a value.
///
/// # Errors
/// [`UnexpectedJson`].
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, UnexpectedJson> {
    #[cfg(target_arch = "wasm32")]
    return value::Value::parse(text).and_then(T::deserialize);
    #[cfg(not(target_arch = "wasm32"))]
    serde_json::from_slice(text).map_err(|_| UnexpectedJson)
}

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = UnexpectedJson;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        read(&bytes)
    }
}
