//! How much is too much, and what is wrong even below that.

use super::kind::Kind;
use super::page::Page;
use super::weight::kilobytes;

/// What the wasm and the JavaScript of one page may weigh, in bytes: what the heaviest page weighs today and a little air, so
/// that no change makes it heavier unnoticed. The bare template of Leptos weighs 46 kB with islands and 103 without. It may be
/// made smaller, never larger.
pub(super) const CODE: usize = 100_000;

/// What is wrong with these pages, a sentence each.
pub(super) fn complaints(pages: &[Page]) -> Vec<String> {
    let mut complaints: Vec<String> = pages.iter().filter_map(complaint).collect();
    // A walk that met no island has measured nothing.
    if !pages.iter().any(|page| page.has_island) {
        complaints.push("No page has an island: the walk has not seen what is heaviest.".to_owned());
    }
    complaints
}

fn complaint(page: &Page) -> Option<String> {
    let (address, code) = (&page.address, page.weight.code());
    let ships_wasm = page.weight.bytes(Kind::Wasm) > 0;
    if code > CODE {
        let (code, budget) = (kilobytes(code), kilobytes(CODE));
        Some(format!("{address} fetches {code} kB of wasm and JavaScript; the budget is {budget} kB."))
    } else if page.has_island && !ships_wasm {
        Some(format!("{address} has an island, and no wasm that would wake it."))
    } else if code > 0 && !page.has_island {
        Some(format!("{address} has no island, and ships code that it does not need."))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::weight::Weight;
    use super::*;

    fn page(has_island: bool, wasm: usize) -> Page {
        Page { address: "/".to_owned(), has_island, weight: Weight::of(Kind::Wasm, wasm) }
    }

    #[test]
    fn the_budget_itself_is_not_over_it() {
        assert!(complaints(&[page(true, CODE)]).is_empty());
        assert!(complaints(&[page(true, CODE + 1)])[0].contains("the budget is 100.0 kB"));
    }

    #[test]
    fn wasm_and_islands_come_together() {
        let good = page(true, 1);
        assert!(complaints(&[good.clone(), page(false, 1)])[0].contains("does not need"));
        assert!(complaints(&[good.clone(), page(true, 0)])[0].contains("no wasm"));
        assert!(complaints(&[good, page(false, 0)]).is_empty());
    }

    #[test]
    fn a_walk_that_saw_no_island_has_measured_nothing() {
        assert!(complaints(&[page(false, 0)])[0].contains("No page has an island"));
    }
}
