//! The diagram's twin in words: every exchange, with the headers that went along.

use domain::Header;
use lab::{Event, Mark};
use leptos::prelude::*;

/// A line for each exchange; its headers on demand. An arrow of the diagram leads to its line, which then opens.
#[component]
pub(super) fn Transcript(arm: &'static str, events: Vec<Event>) -> impl IntoView {
    let lines = events.into_iter().enumerate().map(|(at, event)| view! { <Line id=line_id(arm, at) event/> });
    view! {
        <details class="transcript">
            <summary>"The same in words"</summary>
            <ol class="wire">{lines.collect_view()}</ol>
        </details>
    }
}

/// The address of a line within the page.
pub(super) fn line_id(arm: &str, at: usize) -> String {
    format!("{arm}-{}", at + 1)
}

/// One exchange.
#[component]
fn Line(id: String, event: Event) -> impl IntoView {
    let mark = match event.mark {
        Mark::Plain => None,
        Mark::HandedOut => Some("handed out"),
        Mark::Stolen => Some("stolen"),
        Mark::Stopped => Some("stopped"),
    };
    let way = format!("{} → {}", event.from.title(), event.to.title());
    view! {
        <li>
            <details>
                <summary>
                    <span class="path">{event.name} {mark.map(|mark| view! { " " <b class="tag">{mark}</b> })}</span>
                    <span class="status">{event.status.map(|status| status.to_string())}</span>
                    <span class="remark">{way} {(!event.note.is_empty()).then(|| format!(", {}", event.note))}</span>
                </summary>
                <div id=id tabindex="-1">
                    <Headers title="Request" headers=event.request/>
                    <Headers title="Answer" headers=event.response/>
                </div>
            </details>
        </li>
    }
}

/// A list of headers, if any were recorded.
#[component]
fn Headers(title: &'static str, headers: Vec<Header>) -> impl IntoView {
    (!headers.is_empty()).then(|| {
        let headers = headers.into_iter().map(|Header { name, value, secret }| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd class=secret.then_some("credential")>{value}</dd>
                </div>
            }
        });
        view! { <h3>{title}</h3><dl class="headers">{headers.collect_view()}</dl> }
    })
}
