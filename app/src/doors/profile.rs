//! The profile, as it came back.

use domain::User;
use leptos::prelude::*;

/// The fields of an answer to the question who is signed in.
#[component]
pub(crate) fn Profile(user: User) -> impl IntoView {
    view! {
        <dl class="slot facts" data-testid="profile">
            <dt>"id"</dt>
            <dd>{user.id.0}</dd>
            <dt>"name"</dt>
            <dd>{user.name.to_string()}</dd>
            <dt>"email"</dt>
            <dd>{user.email.to_string()}</dd>
            <dt>"role"</dt>
            <dd>{user.role.as_str()}</dd>
        </dl>
    }
}
