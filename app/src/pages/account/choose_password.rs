//! Choosing the first password of an account that came from a provider.

use leptos::prelude::*;

use crate::pages::field::Field;

/// The form. There is no current password to ask for, so the sign-in must be a fresh one.
#[component]
pub(super) fn ChoosePasswordForm(email: String) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="choose-password">
            <h2 id="choose-password">"Password"</h2>
            <p class="hint">
                "This account has none: you come in through a provider. With one you can sign in here as well. Choosing it ends every \
                 session but this one."
            </p>
            <form method="post" action="/account/password/choose">
                // Nameless, so it is not sent: it tells a password manager whose password this is.
                <input r#type="email" autocomplete="username" value=email readonly hidden/>
                <Field
                    label="New password"
                    name="new"
                    kind="password"
                    autocomplete="new-password"
                    minlength=8
                    hint="8 to 128 characters of any kind, and not one of the 3,000 commonest."
                />
                <button type="submit" class="primary">"Choose password"</button>
            </form>
        </section>
    }
}
