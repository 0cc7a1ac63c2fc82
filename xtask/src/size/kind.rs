//! What something is that a page fetches, as its `Content-Type` says.

/// The kinds, in the order of the table's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    Css,
    Font,
    Picture,
    JavaScript,
    Wasm,
}

impl Kind {
    /// All of them.
    pub(super) const ALL: [Self; 6] =
        [Self::Html, Self::Css, Self::Font, Self::Picture, Self::JavaScript, Self::Wasm];

    /// Reads a `Content-Type` (RFC 9110 §8.3): what stands after a semicolon says nothing about the kind.
    pub(super) fn of(content_type: &str) -> Option<Self> {
        match content_type.split(';').next()?.trim() {
            "text/html" => Some(Self::Html),
            "text/css" => Some(Self::Css),
            "text/javascript" | "application/javascript" => Some(Self::JavaScript),
            "application/wasm" => Some(Self::Wasm),
            other if other.starts_with("font/") => Some(Self::Font),
            other if other.starts_with("image/") => Some(Self::Picture),
            _ => None,
        }
    }

    /// The heading of its column.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Html => "HTML",
            Self::Css => "CSS",
            Self::Font => "fonts",
            Self::Picture => "pictures",
            Self::JavaScript => "JS",
            Self::Wasm => "wasm",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charset_does_not_change_the_kind() {
        assert_eq!(Kind::of("text/html; charset=utf-8"), Some(Kind::Html));
        assert_eq!(Kind::of("text/javascript"), Some(Kind::JavaScript));
        assert_eq!(Kind::of("font/woff2"), Some(Kind::Font));
        assert_eq!(Kind::of("image/svg+xml"), Some(Kind::Picture));
        assert_eq!(Kind::of("application/json"), None);
    }
}
