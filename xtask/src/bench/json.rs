//! JSON as this verb writes it, without a library: `cargo xtask` has to be built before anything else.

use std::fmt::Write as _;

/// A piece of JSON.
#[derive(Clone, Debug)]
pub(super) struct Json(String);

impl Json {
    /// Nothing.
    pub(super) fn null() -> Self {
        Self("null".to_owned())
    }

    /// A number; what is none (a division by nothing) is `null`.
    pub(super) fn number(value: f64) -> Self {
        if value.is_finite() { Self(format!("{value}")) } else { Self::null() }
    }

    /// A number without a fraction.
    pub(super) fn count(value: u64) -> Self {
        Self(value.to_string())
    }

    /// A text.
    pub(super) fn text(value: &str) -> Self {
        let mut written = String::from("\"");
        for character in value.chars() {
            match character {
                '"' => written.push_str("\\\""),
                '\\' => written.push_str("\\\\"),
                control if u32::from(control) < 0x20 => {
                    // Writing to a String cannot fail.
                    let _ = write!(written, "\\u{:04x}", u32::from(control));
                }
                other => written.push(other),
            }
        }
        written.push('"');
        Self(written)
    }

    /// Several.
    pub(super) fn list(items: impl IntoIterator<Item = Self>) -> Self {
        let items: Vec<_> = items.into_iter().map(|item| item.0).collect();
        Self(format!("[{}]", items.join(",")))
    }

    /// Several, each with a name, one a line.
    pub(super) fn object<'a>(members: impl IntoIterator<Item = (&'a str, Self)>) -> Self {
        let members: Vec<_> =
            members.into_iter().map(|(name, value)| format!("{}:{}", Self::text(name).0, value.0)).collect();
        Self(format!("{{{}}}", members.join(",\n")))
    }
}

impl std::fmt::Display for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn what_is_written_is_json() {
        let written = Json::object([
            ("a \"name\"", Json::text("back\\slash\nand line")),
            ("numbers", Json::list([Json::number(1.5), Json::count(7), Json::number(f64::NAN)])),
        ]);
        let expected = "{\"a \\\"name\\\"\":\"back\\\\slash\\u000aand line\",\n\"numbers\":[1.5,7,null]}";
        assert_eq!(written.to_string(), expected);
    }
}
