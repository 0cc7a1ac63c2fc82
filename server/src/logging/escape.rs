//! Characters that are not what they seem: control characters end a line or move a terminal's cursor, some separators end a line for
//! one reader and not for another, and bidirectional controls show a text in another order than it has.

use std::fmt;

/// Whether a character has no shape of its own to show.
pub(super) fn is_unseen(character: char) -> bool {
    // The standard library's list: it escapes these, and quotes besides.
    !matches!(character, '"' | '\'' | '\\') && character.escape_debug().len() > 1
}

/// Writes text as the standard library's `{:?}` would, but for quotes: what is quoted already is not quoted twice.
pub(super) struct EscapeForText<'w>(pub(super) &'w mut dyn fmt::Write);

impl fmt::Write for EscapeForText<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for piece in text.split_inclusive(is_unseen) {
            let unseen = piece.chars().next_back().filter(|character| is_unseen(*character));
            let seen = &piece[..piece.len() - unseen.map_or(0, char::len_utf8)];
            self.0.write_str(seen)?;
            if let Some(unseen) = unseen {
                write!(self.0, "{}", unseen.escape_debug())?;
            }
        }
        Ok(())
    }
}

/// The same for a JSON text, in which such a character can stand inside a string alone (RFC 8259 §7).
pub(super) fn escape_for_json(json: &str, writer: &mut dyn fmt::Write) -> fmt::Result {
    for character in json.chars() {
        if is_unseen(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
        } else {
            writer.write_char(character)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;

    fn for_text(text: &str) -> String {
        let mut written = String::new();
        EscapeForText(&mut written).write_str(text).expect("a String takes everything");
        written
    }

    #[test]
    fn what_shows_is_left_as_it_is() {
        let ordinary = "Zoë said \"naïve\" 日本語 \\ 'x' 👩";
        assert_eq!(for_text(ordinary), ordinary);
    }

    #[test]
    fn what_does_not_show_is_spelled_out() {
        let text = "a\r\nb\u{1b}[31m\u{85}\u{9b}\u{2028}\u{202e}\u{200b}\u{feff}\0\u{7f}";
        let spelled = "a\\r\\nb\\u{1b}[31m\\u{85}\\u{9b}\\u{2028}\\u{202e}\\u{200b}\\u{feff}\\0\\u{7f}";
        assert_eq!(for_text(text), spelled);
    }

    proptest! {
        #[test]
        fn json_means_what_it_meant(text in any::<String>()) {
            let mut escaped = String::new();
            escape_for_json(&serde_json::json!(text).to_string(), &mut escaped).expect("a String takes everything");
            prop_assert!(!escaped.chars().any(is_unseen));
            prop_assert_eq!(serde_json::from_str::<String>(&escaped).expect("it is JSON"), text);
        }
    }
}
