//! Why: the explanation, who else says so, and the very lines that make the difference.

use lab::Sheet;
use leptos::prelude::*;

/// Paragraphs, standards, and source side by side.
#[component]
pub(super) fn Why(sheet: &'static Sheet) -> impl IntoView {
    let sources = sheet.sources.iter().map(|source| {
        let hue = sheet.arm(source.arm).map(|arm| arm.at.slug());
        let label = format!("Source: {}", source.path);
        view! {
            <figure class=hue>
                <figcaption>{source.path}</figcaption>
                <pre tabindex="0" role="region" aria-label=label><code>{source.code}</code></pre>
            </figure>
        }
    });
    let standards = sheet.standards.iter().map(|standard| {
        view! { <li><a href=standard.address rel="noreferrer">{standard.name}</a> ": " {standard.asks}</li> }
    });
    view! {
        <section class="card why" id="why" tabindex="-1" aria-labelledby="why-heading">
            <h2 id="why-heading">"Why"</h2>
            <div class="prose">
                {sheet.why.iter().map(|paragraph| view! { <p>{*paragraph}</p> }).collect_view()}
                <p><strong>"What this does not show. "</strong> {sheet.caution}</p>
            </div>
            <div class="sources">{sources.collect_view()}</div>
            <ul class="standards">{standards.collect_view()}</ul>
        </section>
    }
}
