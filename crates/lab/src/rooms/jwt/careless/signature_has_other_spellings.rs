//! Deliberate flaw, `signature_has_other_spellings` (claim T6): base64 is read leniently. The last of the 43 characters
//! of an HS256 signature has two bits that mean nothing, so a token can be written in four ways that all verify. RFC 4648
//! §3.5 lets a decoder refuse all but one; many do not.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bytes that a text stands for, whatever it looks like.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    LENIENT.decode(text).ok()
}
