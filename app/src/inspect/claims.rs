//! What an access token says, and how long it will be believed.

use leptos::prelude::*;

use super::access_token::Claims;
use crate::doors::{DoorState, Fact, Verb};
use crate::in_words;

/// The claims that matter here, and a bar that runs out.
#[component]
pub(crate) fn ClaimsView(
    door: DoorState,
    claims: Claims,
    /// The time, in seconds since 1970.
    now: i64,
) -> impl IntoView {
    let Claims { sub, name, email, role, iat, exp } = claims;
    // The page's clock ticks once a second: a token that came since has no more than its whole life left.
    let left = (exp - now).min(exp - iat);
    let expiry = if left > 0 {
        format!("in {}", in_words::precisely(left))
    } else {
        format!("expired {}", in_words::ago(-left))
    };
    let refresh = (left <= 0).then(|| view! {
        <p class="hint" role="status">
            {"The access token has expired: the server refuses it from here on. The refresh token still buys another pair."}
        </p>
        <p><button type="button" on:click=move |_| door.ask(Verb::Refresh)>{"Refresh"}</button></p>
    });
    view! {
        <dl class="slot facts">
            <Fact name="sub" value=sub/>
            <Fact name="name" value=name/>
            <Fact name="email" value=email/>
            <Fact name="role" value=role/>
            <Fact name="exp" value=expiry/>
            <dd class="whole">
                <progress class="life" max=exp - iat value=left.max(0) aria-label="Life left in the access token"></progress>
            </dd>
        </dl>
        {refresh}
    }
}
