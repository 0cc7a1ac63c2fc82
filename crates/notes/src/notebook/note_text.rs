//! What a note may say.

use std::str::FromStr;

/// The longest note, in characters.
pub(crate) const LONGEST_NOTE: usize = 1000;

/// Something to keep: at least one character, at most 1000, several lines if need be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoteText(String);

/// Why a text is not a [`NoteText`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InvalidText {
    /// Nothing was written.
    #[error("Write something first.")]
    Empty,
    /// More than 1000 characters.
    #[error("A note has at most 1000 characters. Shorten it, or write two.")]
    TooLong,
    /// A control character other than the end of a line.
    #[error("A note has no control characters. Type it instead of pasting it.")]
    ControlCharacter,
}

impl NoteText {
    /// The text as it is kept.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for NoteText {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        // Browsers end the lines of a form with both (HTML, "normalize newlines").
        let text = text.replace("\r\n", "\n").replace('\t', "    ");
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidText::Empty);
        }
        if text.chars().count() > LONGEST_NOTE {
            return Err(InvalidText::TooLong);
        }
        if text.chars().any(|c| c.is_control() && c != '\n') {
            return Err(InvalidText::ControlCharacter);
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_kept_as_it_was_written_between_its_margins() {
        let kept = |text: &str| text.parse::<NoteText>().map(|text| text.as_str().to_owned());
        assert_eq!(kept("  milk\r\neggs \n").as_deref(), Ok("milk\neggs"));
        assert_eq!(kept(&"🐇".repeat(LONGEST_NOTE)).map(|text| text.chars().count()), Ok(LONGEST_NOTE));
    }

    #[test]
    fn what_is_no_note_is_refused_with_the_reason() {
        let refused = |text: &str| text.parse::<NoteText>().expect_err("it is no note");
        assert_eq!(refused(" \r\n"), InvalidText::Empty);
        assert_eq!(refused(&"a".repeat(LONGEST_NOTE + 1)), InvalidText::TooLong);
        assert_eq!(refused("a\u{1b}[31m"), InvalidText::ControlCharacter);
    }
}
