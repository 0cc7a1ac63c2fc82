//! The main room: both doors side by side. The one page with an island, and so the one that ships wasm.

use authn::READY_ACCOUNTS;
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::form_refusal::refusal_of;
use super::safari_note::SafariNote;
use super::unavailable::Unavailable;
use super::visit::Visit;
use crate::auth::cookie_session::{LogIn, LogOut};
use crate::hydration::HydrateIslands;
use crate::{Doors, FirstPaint, ReadyAccount, SignInProvider};

/// The two doors.
#[component]
pub(crate) fn Compare() -> impl IntoView {
    let refusal = refusal_of::<LogIn>().or_else(refusal_of::<LogOut>);
    let profile_open = use_query_map().with_untracked(|query| query.get_str("profile") == Some("session"));
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
    view! {
        <Title text="Compare"/>
        <HydrateIslands/>
        <section class="page wide">
            <h1>"One house, two front doors."</h1>
            <p class="lede">
                "Sign in through both and see what each leaves behind: in the browser, on the wire, in the server. "
                "Same account, same server, same page."
            </p>
            <Suspense>{doors}</Suspense>
        </section>
    }
}
