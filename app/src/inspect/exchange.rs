//! One request and its answer: a line, and every header on demand.

use domain::{Exchange, Header};
use leptos::prelude::*;

use super::remark::remark;

/// An exchange.
#[component]
pub(crate) fn ExchangeView(exchange: Exchange) -> impl IntoView {
    let remark = remark(&exchange).map(|remark| {
        view! {
            <span class="remark">
                {remark.header.map(|header| view! {
                    {header.name.clone()} ": " <b class="credential">{header.value.clone()}</b> " · "
                })}
                {remark.gloss}
            </span>
        }
    });
    view! {
        <details>
            <summary>
                <span class="method">{exchange.method.clone()}</span>
                <span class="path">{exchange.path.clone()}</span>
                <span class="status">{exchange.status}</span>
                {remark}
            </summary>
            <Headers title="Request" headers=exchange.request/>
            <Headers title="Answer" headers=exchange.response/>
        </details>
    }
}

/// A list of headers. A credential says that it is one.
#[component]
fn Headers(title: &'static str, headers: Vec<Header>) -> impl IntoView {
    view! {
        <h4>{title}</h4>
        <dl class="headers">
            {headers.into_iter().map(|Header { name, value, secret }| view! {
                <dt>{name}</dt>
                <dd class:credential=secret>{value} {secret.then(|| view! { <span class="tag">"credential"</span> })}</dd>
            }).collect_view()}
        </dl>
    }
}
