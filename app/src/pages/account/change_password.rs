//! Choosing another password.

use domain::Refusal;
use leptos::prelude::*;
use server_fn::ServerFn as _;

use crate::auth::cookie_session::ChangePassword;
use crate::lab;
use crate::pages::field::Field;

/// The form. It asks for the current password, so that an unlocked screen is not enough.
#[component]
pub(super) fn ChangePasswordForm(
    email: String,
    #[prop(optional_no_strip)] refusal: Option<Refusal>,
) -> impl IntoView {
    let (mut current, mut new, mut whole) = (None, None, None);
    let place = match refusal {
        Some(Refusal::WrongCurrentPassword) => &mut current,
        Some(Refusal::Password(_)) => &mut new,
        _ => &mut whole,
    };
    *place = refusal.map(|refusal| refusal.to_string());
    view! {
        <section class="card" aria-labelledby="change-password">
            <h2 id="change-password">"Password"</h2>
            <p class="hint">
                "Changing it ends every session but this one."
                {lab::is_open().then_some(" Tokens that were handed out live on until they expire.")}
            </p>
            <form method="post" action=ChangePassword::url()>
                // Nameless, so it is not sent: it tells a password manager whose password this is.
                <input r#type="email" autocomplete="username" value=email readonly hidden/>
                <Field label="Current password" name="current" kind="password" autocomplete="current-password" refusal=current/>
                <Field
                    label="New password"
                    name="new"
                    kind="password"
                    autocomplete="new-password"
                    minlength=8
                    hint="8 to 128 characters of any kind, and not one of the 3,000 commonest."
                    refusal=new
                />
                {whole.map(|whole| view! { <p class="refusal" role="alert">{whole}</p> })}
                <button type="submit" class="primary">"Change password"</button>
            </form>
        </section>
    }
}
