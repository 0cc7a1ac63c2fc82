//! The user's devices: each is a row, and each row can be deleted.

use domain::{Device, Refusal};
use leptos::prelude::*;
use server_fn::ServerFn as _;

use crate::auth::cookie_session::{EndAllDevices, EndDevice, LogOut};
use crate::doors::SignOutEverywhere;
use crate::{in_words, lab};

/// The table, a button a row, and a button for all.
#[component]
pub(super) fn Devices(
    devices: Vec<Device>,
    now: i64,
    /// The provider where whoever sits at this device can sign out as well.
    #[prop(optional_no_strip)]
    signs_out_at: Option<String>,
    #[prop(optional_no_strip)] refusal: Option<Refusal>,
) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="devices">
            <h2 id="devices">"Devices"</h2>
            <p class="hint">
                {if lab::is_open() {
                    "One row for each sign-in through the session door. The token door has no such list: nothing is kept."
                } else {
                    "One row for each sign-in."
                }}
            </p>
            {refusal.map(|refusal| view! { <p class="refusal" role="alert">{refusal.to_string()}</p> })}
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">"Device"</th>
                        <th scope="col">"Signed in"</th>
                        <th scope="col">"Last seen"</th>
                        <th scope="col">"Ends in"</th>
                        <th scope="col"><span class="unseen">"Action"</span></th>
                    </tr>
                </thead>
                <tbody>{devices.into_iter().map(|device| view! { <Row device now/> }).collect_view()}</tbody>
            </table>
            <div class="acts">
                <form method="post" action=LogOut::url()>
                    <button type="submit">"Log out"</button>
                </form>
                {signs_out_at.map(|provider| view! { <SignOutEverywhere provider/> })}
                <form method="post" action=EndAllDevices::url()>
                    <button type="submit">"End all devices"</button>
                </form>
            </div>
        </section>
    }
}

#[component]
fn Row(device: Device, now: i64) -> impl IntoView {
    let Device { id, label, created_at, last_seen_at, expires_at, current } = device;
    view! {
        <tr aria-current=current.then_some("true")>
            <th scope="row">
                {format!("{label} ")} {current.then(|| view! { <span class="tag">"this one"</span> })}
            </th>
            <td>{in_words::ago(now - created_at)}</td>
            <td>{in_words::ago(now - last_seen_at)}</td>
            <td>{in_words::roughly(expires_at - now)}</td>
            <td>
                <form method="post" action=EndDevice::url()>
                    <input type="hidden" name="device" value=id.to_string()/>
                    <button type="submit" aria-label=format!("End {}", id.short())>"End"</button>
                </form>
            </td>
        </tr>
    }
}
