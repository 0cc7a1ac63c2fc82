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
    /// How it was measured: what stands before the first table.
    pub(super) how: Vec<Block>,
    /// The tables, and what is said of them; nothing, as long as nobody has measured it.
    pub(super) found: Vec<Block>,
}

/// As much of Markdown as is written there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(&'static str),
    /// Items.
    List(Vec<&'static str>),
    /// What was counted.
    Table(Table),
}

/// Rows of cells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// The columns of figures, whose cells end below each other.
    pub(super) figures: Vec<bool>,
    /// The first are the heads.
    pub(super) rows: Vec<Vec<&'static str>>,
}

/// The parts that belong to a sheet.
pub(super) fn benchmarks(sheet: &Sheet) -> Vec<Benchmark> {
    if sheet.slug != SESSION_STORE_COST.slug {
        return Vec::new();
    }
    let parts = [("The doors beside the others", "bench"), ("As sessions grow", "growth")];
    parts.map(|(title, name)| part(title, between(DOCUMENT, name))).into()
}

fn part(title: &'static str, text: &'static str) -> Benchmark {
    let mut how = blocks(text);
    let first = how.iter().position(|block| matches!(block, Block::Table(_)));
    let found = how.split_off(first.unwrap_or(how.len()));
    Benchmark { title, how, found }
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
            (_, Some(row), Some(Block::Table(table))) if row.trim_start().starts_with("---") => {
                table.figures = cells(row).iter().map(|dashes| dashes.ends_with(':')).collect();
            }
            (_, Some(row), Some(Block::Table(table))) => table.rows.push(cells(row)),
            (_, Some(row), _) => {
                blocks.push(Block::Table(Table { rows: vec![cells(row)], ..Table::default() }));
            }
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
            assert!(!part.how.is_empty(), "{}", part.title);
        }
        assert!(benchmarks(&crate::experiments::DENYLIST).is_empty());
    }

    #[test]
    fn what_is_not_measured_says_so_and_has_no_table() {
        let part = part("", between("a\n<!-- b -->\n\nNot measured yet.\n\n<!-- /b -->\n", "b"));
        assert_eq!(part.how, [Block::Paragraph("Not measured yet.")]);
        assert_eq!(part.found, []);
    }

    #[test]
    fn a_table_is_read_row_by_row() {
        const TEXT: &str = "<!-- b -->\n5 rounds.\n\n- a core: `one`\n- memory\n\n| arm | requests/s |\n| --- | ---: |\n| jwt | 9 (8 to 10) |\n| void | |\n\n- `jwt`: a token\n<!-- /b -->";
        let part = part("", between(TEXT, "b"));
        let how = [Block::Paragraph("5 rounds."), Block::List(vec!["a core: `one`", "memory"])];
        let rows = vec![vec!["arm", "requests/s"], vec!["jwt", "9 (8 to 10)"], vec!["void", ""]];
        let table = Table { figures: vec![false, true], rows };
        assert_eq!(part.how, how);
        assert_eq!(part.found, [Block::Table(table), Block::List(vec!["`jwt`: a token"])]);
        assert_eq!(between(TEXT, "c"), "");
    }
}
