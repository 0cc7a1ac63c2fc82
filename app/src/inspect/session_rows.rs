//! The session rows of a user, as they are in the table: under the hash of their id.

use domain::Device;
use leptos::prelude::*;

use crate::in_words;

/// A row for each device. The one that asked is marked.
#[component]
pub(crate) fn SessionRows(
    devices: Vec<Device>,
    /// The time, in seconds since 1970.
    now: i64,
) -> impl IntoView {
    let rows = devices.into_iter().map(|device| {
        let Device { id, label, created_at, last_seen_at, expires_at, current } = device;
        view! {
            <tr aria-current=current.then_some("true")>
                <th scope="row">
                    <span>{format!("{}… ", id.short())}</span>
                    <span>{format!("{label} ")}</span>
                    {current.then(|| view! { <span class="tag">{"this one"}</span> })}
                </th>
                <td>{in_words::ago(now - created_at)}</td>
                <td>{in_words::ago(now - last_seen_at)}</td>
                <td>{in_words::roughly(expires_at - now)}</td>
            </tr>
        }
    });
    view! {
        <table class="slot rows">
            <thead>
                <tr>
                    <th scope="col">{"id (SHA-256), device"}</th>
                    <th scope="col">{"created"}</th>
                    <th scope="col">{"seen"}</th>
                    <th scope="col">{"ends in"}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <p class="hint"><a href="/account">{"End one of them, or all"}</a></p>
    }
}
