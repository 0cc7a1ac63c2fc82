//! The table: a line for each page, in thousands of bytes.

use super::kind::Kind;
use super::page::Page;
use super::weight::{Weight, kilobytes};

/// Prints the pages.
pub(super) fn of(pages: &[Page]) -> String {
    let width = pages.iter().map(|page| page.address.len()).max().unwrap_or(0);
    let names = Kind::ALL.map(Kind::name).into_iter().chain(["wasm + JS", "all"]);
    let head = line("in kB, as sent", width, names.map(str::to_owned));
    let lines = pages.iter().map(|page| line(&page.address, width, cells(page.weight)));
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

fn cells(weight: Weight) -> impl Iterator<Item = String> {
    let kinds = Kind::ALL.into_iter().map(move |kind| weight.bytes(kind));
    // A page without code says so by a gap, which the eye finds sooner than a zero.
    let text = |bytes| if bytes == 0 { String::new() } else { kilobytes(bytes) };
    kinds.chain([weight.code(), weight.sum()]).map(text)
}

fn line(first: &str, width: usize, cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<_> = cells.map(|cell| format!("{cell:>9}")).collect();
    format!("  {first:<width$} {}", cells.join(" ")).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_a_gap() {
        let page = |address: &str, weight| Page { address: address.to_owned(), has_island: false, weight };
        let table =
            of(&[page("/", Weight::of(Kind::Html, 1_234)), page("/compare", Weight::of(Kind::Wasm, 90_000))]);
        let lines: Vec<_> = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
        assert_eq!(lines[1], ["/", "1.2", "1.2"]);
        assert_eq!(lines[2], ["/compare", "90.0", "90.0", "90.0"]);
    }
}
