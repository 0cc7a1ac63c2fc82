//! What was measured with a load, and not here: as `docs/BENCHMARKS.md` has it.

mod document;

use lab::{Claim, LEDGER, Sheet};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;

use document::{Benchmark, Block, Table, benchmarks};

/// What the ledger found, and the document's own tables. Nothing, where the document has none for this sheet.
#[component]
pub(super) fn Benchmarks(sheet: &'static Sheet) -> impl IntoView {
    let parts = benchmarks(sheet);
    if parts.is_empty() {
        return None;
    }
    let found = LEDGER.iter().filter(|claim| sheet.claims.contains(&claim.id));
    let found = found.map(|Claim { id, says, finding, .. }| {
        view! {
            <dt><a href=format!("/claims#{id}")>"Claim " {*id}</a> ": " {*says}</dt>
            <dd>{*finding}</dd>
        }
    });
    Some(view! {
        <section class="card benchmarks" id="benchmarks" aria-labelledby="benchmarks-heading">
            <h2 id="benchmarks-heading">"Measured with a load"</h2>
            <dl class="found">{found.collect_view()}</dl>
            <p class="hint">
                "The same request under load, beside other programs, by " <code>"cargo xtask bench"</code> ": the tables of "
                <code>"docs/BENCHMARKS.md"</code> ", which also says how it was measured. A time of your own run is another machine’s."
            </p>
            {parts.into_iter().map(|part| view! { <Part part/> }).collect_view()}
        </section>
    })
}

/// One part of the document. As long as nobody has measured it, it says so.
#[component]
fn Part(part: Benchmark) -> impl IntoView {
    let Benchmark { title, how, found } = part;
    let all = move |blocks: Vec<Block>| blocks.into_iter().map(|each| block(title, each)).collect_view();
    view! {
        <h3>{title}</h3>
        {if found.is_empty() {
            Either::Left(view! { <p class="slot nothing">"It has not been measured yet: the document has no table."</p> })
        } else {
            Either::Right(view! {
                <details><summary>"The machine, the versions, the rounds"</summary>{all(how)}</details>
                {all(found)}
            })
        }}
    }
}

fn block(title: &'static str, block: Block) -> impl IntoView {
    match block {
        Block::Paragraph(text) => EitherOf3::A(view! { <p>{inline(text)}</p> }),
        Block::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{inline(item)}</li> });
            EitherOf3::B(view! { <ul class="standards">{items.collect_view()}</ul> })
        }
        Block::Table(rows) => EitherOf3::C(table(title, rows)),
    }
}

/// The first row are the heads, and so is the first cell of every other.
fn table(title: &'static str, Table { figures, rows }: Table) -> impl IntoView {
    let class = |column| figures.get(column).is_some_and(|figures| *figures).then_some("figure");
    let mut rows = rows.into_iter();
    let columns = rows.next().unwrap_or_default();
    let label = format!("{title}: by {}", columns.first().copied().unwrap_or_default());
    let columns = columns.into_iter().enumerate().map(|(at, column)| head("col", column, class(at)));
    let rows = rows.map(|cells| {
        let cells = cells.into_iter().enumerate().map(|(at, cell)| match (at, class(at)) {
            (0, _) => EitherOf3::A(head("row", cell, None)),
            (_, None) => EitherOf3::B(view! { <td>{inline(cell)}</td> }),
            (_, Some(class)) => EitherOf3::C(view! { <td class=class>{figure(cell)}</td> }),
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let caption = label.clone();
    view! {
        <div class="scrolls" role="group" aria-label=label tabindex="0">
            <table class="rows">
                <caption>{caption}</caption>
                <thead><tr>{columns.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The head of a column or a row. One without a word is no head, and would be read out as one.
fn head(scope: &'static str, text: &'static str, class: Option<&'static str>) -> impl IntoView {
    if text.is_empty() {
        Either::Left(view! { <td></td> })
    } else {
        Either::Right(view! { <th scope=scope class=class>{inline(text)}</th> })
    }
}

/// A figure, and behind it in parentheses how far others lie from it.
fn figure(text: &'static str) -> impl IntoView {
    let (middle, spread) = text.find(" (").map_or((text, ""), |at| text.split_at(at));
    let spread = (!spread.is_empty()).then(|| view! { <span class="spread">{spread}</span> });
    view! { {inline(middle)}{spread} }
}

/// A line with its `code` and its **emphasis**.
fn inline(text: &'static str) -> impl IntoView {
    let parts = text.split('`').enumerate().filter(|(_, part)| !part.is_empty()).map(|(at, part)| {
        if at % 2 == 1 {
            return Either::Left(view! { <code>{part}</code> });
        }
        let words = part.split("**").enumerate().map(|(at, words)| {
            if at % 2 == 1 { Either::Left(view! { <strong>{words}</strong> }) } else { Either::Right(words) }
        });
        Either::Right(words.collect_view())
    });
    parts.collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_emphasis_are_shown_as_such_and_figures_as_figures_and_nothing_heads_nothing() {
        let rows = vec![vec!["ratio", ""], vec!["`one`", "**missed**"], vec!["", "2 (1 to 3)"]];
        let html = table("A part", Table { figures: vec![false, true], rows }).to_html();
        assert!(html.contains("<code>one</code>"), "{html}");
        assert!(
            html.contains("<strong>missed</strong>") && !html.contains('`') && !html.contains('*'),
            "{html}"
        );
        assert_eq!((html.matches("<th ").count(), html.matches("<td").count()), (2, 4), "{html}");
        assert_eq!(html.matches("class=\"figure\"").count(), 2, "{html}");
        assert!(html.contains("<span class=\"spread\"> (1 to 3)</span>"), "{html}");
    }
}
