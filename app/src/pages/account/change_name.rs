//! Choosing another name.

use domain::Refusal;
use leptos::prelude::*;
use server_fn::ServerFn as _;

use crate::auth::cookie_session::ChangeName;
use crate::lab;
use crate::pages::field::Field;

/// The form. It asks for no password: a name protects nothing.
#[component]
pub(super) fn ChangeNameForm(
    name: String,
    #[prop(optional_no_strip)] refusal: Option<Refusal>,
) -> impl IntoView {
    let (mut beside, mut whole) = (None, None);
    let place = if matches!(refusal, Some(Refusal::Name(_))) { &mut beside } else { &mut whole };
    *place = refusal.map(|refusal| refusal.to_string());
    view! {
        <section class="card" aria-labelledby="change-name">
            <h2 id="change-name">"Name"</h2>
            <p class="hint">
                "Every session says the new one at once."
                {lab::is_open().then_some(" Tokens that were handed out say the old one until they are refreshed.")}
            </p>
            <form method="post" action=ChangeName::url()>
                <Field label="Name" name="name" kind="text" autocomplete="name" value=name refusal=beside/>
                {whole.map(|whole| view! { <p class="refusal" role="alert">{whole}</p> })}
                <button type="submit" class="primary">"Change name"</button>
            </form>
        </section>
    }
}
