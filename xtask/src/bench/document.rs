//! `docs/BENCHMARKS.md`: people write the prose, this verb the tables between two marks.

use std::fs;

use super::BenchFailure;
use crate::failure::Failure;
use crate::places::Places;
use crate::say;

const DOCUMENT: &str = "docs/BENCHMARKS.md";

/// Puts a table into its place.
pub(super) fn write(places: &Places, name: &'static str, table: &str) -> Result<(), Failure> {
    let document = places.root.join(DOCUMENT);
    let text = fs::read_to_string(&document).map_err(Failure::io("read", &document))?;
    let Some(text) = replaced(&text, name, table) else {
        return Err(BenchFailure::NoPlaceForTable { document, name }.into());
    };
    fs::write(&document, text).map_err(Failure::io("write", &document))?;
    say::remark(&format!("written to {DOCUMENT}"));
    Ok(())
}

fn replaced(text: &str, name: &str, table: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n{}\n\n{end}{after}", table.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_between_the_marks_is_new_and_the_rest_is_old() {
        let text = "prose\n<!-- a -->\nold\n<!-- /a -->\nmore\n<!-- b -->\n<!-- /b -->\n";
        let new = replaced(text, "a", "| new |\n").expect("there is a place");
        assert_eq!(new, "prose\n<!-- a -->\n\n| new |\n\n<!-- /a -->\nmore\n<!-- b -->\n<!-- /b -->\n");
        assert_eq!(replaced(&new, "a", "| new |\n"), Some(new.clone()));
        assert_eq!(replaced(text, "c", ""), None);
    }

    #[test]
    fn the_document_has_a_place_for_each_table() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        let text = fs::read_to_string(root.join(DOCUMENT)).expect("the document");
        for name in [super::super::table::NAME, super::super::growth::NAME] {
            assert!(replaced(&text, name, "").is_some(), "{name}");
        }
    }
}
