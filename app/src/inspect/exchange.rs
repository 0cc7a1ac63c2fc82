//! One request and its answer: a line, and every header on demand.

use domain::{Exchange, Header};
use leptos::prelude::*;

use super::remark::remark;

/// An exchange.
#[component]
pub(crate) fn ExchangeView(exchange: Exchange) -> impl IntoView {
    let remark = remark(&exchange);
    view! {
        <details>
            <summary>
                <span class="method">{exchange.method}</span>
                <span class="path">{exchange.path}</span>
                <span class="status">{exchange.status.to_string()}</span>
                {remark.map(|remark| view! {
                    <span class="remark">
                        {remark.name} <b class="credential">{remark.value}</b> {remark.gloss}
                    </span>
                })}
            </summary>
            <Headers title="Request" headers=exchange.request/>
            <Headers title="Answer" headers=exchange.response/>
        </details>
    }
}

/// A list of headers. A credential says that it is one.
#[component]
fn Headers(title: &'static str, headers: Vec<Header>) -> impl IntoView {
    let headers = headers.into_iter().map(|Header { name, value, secret }| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd class=secret.then_some("credential")>{value}</dd>
                {secret.then(|| view! { <dd class="tag">{"credential"}</dd> })}
            </div>
        }
    });
    view! {
        <h4>{title}</h4>
        <dl class="headers">{headers.collect_view()}</dl>
    }
}
