//! A portrait: the initial of a name in a circle. It stands for any picture that only its owner may see.

use std::fmt::Write as _;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{User, UserName};

/// An SVG image. It has attributes only, no style and no script: the policy of whatever is not a page allows neither.
pub(crate) struct Picture(String);

impl Picture {
    /// Draws somebody.
    pub(super) fn of(user: &User) -> Self {
        Self(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\" viewBox=\"0 0 64 64\">\
             <circle cx=\"32\" cy=\"32\" r=\"32\" fill=\"#3d4a5c\"/>\
             <text x=\"32\" y=\"32\" fill=\"#fff\" font-family=\"sans-serif\" font-size=\"32\" \
             text-anchor=\"middle\" dominant-baseline=\"central\">{}</text></svg>",
            initial(&user.name)
        ))
    }
}

impl IntoResponse for Picture {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "image/svg+xml")], self.0).into_response()
    }
}

/// The first character, as XML that cannot mean anything else: each is written as its number, so there is no list of
/// those to be escaped that could lack one (ASVS 1.2.1).
fn initial(name: &UserName) -> String {
    let mut initial = String::new();
    for character in name.as_str().chars().take(1).flat_map(char::to_uppercase) {
        // The two that a name may hold and a document may not, not even by number (XML 1.0 §2.2).
        let character = if matches!(character, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { character };
        let _ = write!(initial, "&#{};", u32::from(character));
    }
    initial
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_name_begins_with_is_a_number_in_the_picture() {
        for (name, expected) in [
            ("alice", "&#65;"),
            ("<script>", "&#60;"),
            ("&amp;", "&#38;"),
            ("ß", "&#83;&#83;"),
            ("🐇", "&#128007;"),
            ("\u{ffff}", "&#65533;"),
        ] {
            assert_eq!(initial(&name.parse().unwrap()), expected, "{name:?}");
        }
    }
}
