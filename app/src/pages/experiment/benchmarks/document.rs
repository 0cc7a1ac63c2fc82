//! What `docs/BENCHMARKS.md` has between its marks, taken from it when this is built: so the page and the document never say
//! two things.

use lab::Sheet;

use crate::experiments::SESSION_STORE_COST;

const DOCUMENT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/BENCHMARKS.md"));

/// A part of the document.
#[derive(Debug)]
pub(super) struct Benchmark {
    /// What it is about.
    pub(super) title: &'static str,
    /// What stands there.
    pub(super) blocks: Vec<Block>,
}

/// As much of Markdown as is written there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(&'static str),
    /// Items.
    List(Vec<&'static str>),
    /// Rows of cells; the first are the heads.
    Table(Vec<Vec<&'static str>>),
}

/// The parts that belong to a sheet.
pub(super) fn benchmarks(sheet: &Sheet) -> Vec<Benchmark> {
    if sheet.slug != SESSION_STORE_COST.slug {
        return Vec::new();
    }
    let parts = [("The doors beside the others", "bench"), ("As sessions grow", "growth")];
    parts.map(|(title, name)| Benchmark { title, blocks: blocks(between(DOCUMENT, name)) }).into()
}

impl Benchmark {
    /// Whether there are figures yet.
    pub(super) fn is_measured(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Table(_)))
    }
}

/// What is between the marks of that name; nothing, if there are none.
fn between(document: &'static str, name: &str) -> &'static str {
    let rest = document.split_once(&format!("<!-- {name} -->")).map_or("", |(_, rest)| rest);
    rest.split_once(&format!("<!-- /{name} -->")).map_or("", |(part, _)| part)
}

/// Reads a text block by block. Lines of one kind that follow each other are one block.
fn blocks(text: &'static str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut follows = false;
    for line in text.lines().map(str::trim) {
        let last = if follows { blocks.last_mut() } else { None };
        follows = !line.is_empty();
        match (line.strip_prefix("- "), line.strip_prefix('|'), last) {
            _ if line.is_empty() => {}
            (Some(item), _, Some(Block::List(items))) => items.push(item),
            (Some(item), ..) => blocks.push(Block::List(vec![item])),
            // The line below the heads says how to align them, and nothing else.
            (_, Some(row), Some(Block::Table(_))) if row.trim_start().starts_with("---") => {}
            (_, Some(row), Some(Block::Table(rows))) => rows.push(cells(row)),
            (_, Some(row), _) => blocks.push(Block::Table(vec![cells(row)])),
            _ => blocks.push(Block::Paragraph(line)),
        }
    }
    blocks
}

fn cells(row: &'static str) -> Vec<&'static str> {
    row.strip_suffix('|').unwrap_or(row).split('|').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_has_both_parts() {
        for part in benchmarks(&SESSION_STORE_COST) {
            assert!(!part.blocks.is_empty(), "{}", part.title);
        }
        assert!(benchmarks(&crate::experiments::DENYLIST).is_empty());
    }

    #[test]
    fn what_is_not_measured_says_so_and_has_no_table() {
        let blocks = blocks(between("a\n<!-- b -->\n\nNot measured yet.\n\n<!-- /b -->\n", "b"));
        assert_eq!(blocks, [Block::Paragraph("Not measured yet.")]);
        assert!(!Benchmark { title: "", blocks }.is_measured());
    }

    #[test]
    fn a_table_is_read_row_by_row() {
        const TEXT: &str = "<!-- b -->\n5 rounds.\n\n- a core: `one`\n- memory\n\n| arm | requests/s |\n| --- | --- |\n| jwt | 9 (8 to 10) |\n| void | |\n\n- `jwt`: a token\n<!-- /b -->";
        let blocks = blocks(between(TEXT, "b"));
        let table = vec![vec!["arm", "requests/s"], vec!["jwt", "9 (8 to 10)"], vec!["void", ""]];
        let expected = [
            Block::Paragraph("5 rounds."),
            Block::List(vec!["a core: `one`", "memory"]),
            Block::Table(table),
            Block::List(vec!["`jwt`: a token"]),
        ];
        assert_eq!(blocks, expected);
        assert!(Benchmark { title: "", blocks }.is_measured());
        assert_eq!(between(TEXT, "c"), "");
    }
}
