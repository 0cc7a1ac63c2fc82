//! The profile, as it came back.

use domain::User;
use leptos::prelude::*;

use super::Fact;

/// The fields of an answer to the question who is signed in.
#[component]
pub(crate) fn Profile(user: User) -> impl IntoView {
    view! {
        <dl class="slot facts" data-testid="profile">
            <Fact name="id" value=user.id.0.to_string()/>
            <Fact name="name" value=user.name/>
            <Fact name="email" value=user.email/>
            <Fact name="role" value=user.role.as_str()/>
        </dl>
    }
}
