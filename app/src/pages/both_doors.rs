//! Both doors, wherever a page has them: the island, and what the server knew when it rendered the page.

use authn::READY_ACCOUNTS;
use domain::Refusal;
use leptos::either::Either;
use leptos::prelude::*;

use super::safari_note::SafariNote;
use super::unavailable::Unavailable;
use super::visit::Visit;
use crate::{Doors, FirstPaint, ReadyAccount, SignInProvider};

/// The two doors.
#[component]
pub(super) fn BothDoors(
    /// Why the form that led here was refused.
    #[prop(optional_no_strip)]
    refusal: Option<Refusal>,
    /// Whether the page was asked for with the profile open.
    profile_open: bool,
) -> impl IntoView {
    let accounts = || {
        READY_ACCOUNTS
            .map(|ready| ReadyAccount { email: ready.email.to_owned(), password: ready.password.to_owned() })
            .to_vec()
    };
    let doors = Suspend::new(async move {
        match Visit::read().await {
            Ok(visit) => {
                let signs_out_at = visit.signs_out_at();
                let Visit { user, devices, now, loses_cookie, .. } = visit;
                let first_paint = FirstPaint {
                    signs_out_at,
                    user,
                    profile_open,
                    refusal,
                    devices,
                    now,
                    accounts: accounts(),
                    providers: SignInProvider::all(),
                };
                let json = serde_json::to_string(&first_paint).unwrap_or_default();
                provide_context(first_paint);
                Either::Left(view! {
                    {loses_cookie.then(|| view! { <SafariNote/> })}
                    <div id=FirstPaint::ID data-json=json>
                        <Doors/>
                    </div>
                })
            }
            Err(refusal) => Either::Right(view! { <Unavailable refusal/> }),
        }
    });
    view! { <Suspense>{doors}</Suspense> }
}
