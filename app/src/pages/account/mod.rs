//! The own account: every device, the name, and the password. Plain forms, no wasm.

mod change_name;
mod change_password;
mod choose_password;
mod devices;
mod done;
mod second_factor;
mod sign_in;
mod this_session;
mod ways_in;

use authn::relying_party::{WaysIn, ways_in};
use domain::{Refusal, SandboxId, User};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use leptos_meta::Title;

use super::form_refusal::refusal_of;
use super::safari_note::SafariNote;
use super::unavailable::Unavailable;
use super::visit::Visit;
use crate::auth::cookie_session::{ChangeName, ChangePassword, EndAllDevices, EndDevice, LogIn, LogOut};
use crate::caller;
use change_name::ChangeNameForm;
use change_password::ChangePasswordForm;
use choose_password::ChoosePasswordForm;
use devices::Devices;
use done::Done;
use second_factor::SecondFactor;
use sign_in::SignInForm;
use this_session::ThisSession;
use ways_in::WaysInCard;

/// The account of whoever is signed in through the session door, or a form to sign in with.
#[component]
pub(crate) fn Account() -> impl IntoView {
    let sign_in_refusal = refusal_of::<LogIn>();
    let devices_refusal =
        refusal_of::<EndDevice>().or_else(refusal_of::<EndAllDevices>).or_else(refusal_of::<LogOut>);
    let name_refusal = refusal_of::<ChangeName>();
    let password_refusal = refusal_of::<ChangePassword>();
    let refusal = sign_in_refusal.or(devices_refusal).or(name_refusal).or(password_refusal);
    let done = Done::from_query().filter(|_| refusal.is_none());

    let account = Suspend::new(async move {
        match read().await {
            Ok((visit, Some((user, ways, sandbox)))) => {
                let signs_out_at = visit.signs_out_at();
                let Visit { provider_session, devices, now, .. } = visit;
                EitherOf3::A(view! {
                    <p class="lede">
                        "You are " <strong data-testid="who">{user.name.to_string()}</strong> ", " {user.email.to_string()} "."
                    </p>
                    {done.and_then(Done::for_signed_in).map(confirmation)}
                    <ThisSession provider_session=provider_session.clone() now/>
                    <Devices devices now signs_out_at refusal=devices_refusal/>
                    <ChangeNameForm name=user.name.to_string() refusal=name_refusal/>
                    {if ways.password {
                        Either::Left(view! {
                            <ChangePasswordForm email=user.email.to_string() refusal=password_refusal/>
                        })
                    } else {
                        Either::Right(view! { <ChoosePasswordForm email=user.email.to_string()/> })
                    }}
                    <SecondFactor provider_session=provider_session.clone()/>
                    <WaysInCard ways provider_session sandbox now/>
                })
            }
            Ok((Visit { loses_cookie, .. }, None)) => EitherOf3::B(view! {
                {loses_cookie.then(|| view! { <SafariNote/> })}
                {done.and_then(Done::for_signed_out).map(confirmation)}
                <SignInForm refusal/>
            }),
            Err(refusal) => EitherOf3::C(view! { <Unavailable refusal/> }),
        }
    });
    view! {
        <Title text="Account"/>
        <section class="page">
            <h1>"Your account."</h1>
            <Suspense>{account}</Suspense>
        </section>
    }
}

/// Who looks, and, if they are signed in, the ways into their account, and where they live.
async fn read() -> Result<(Visit, Option<(User, WaysIn, SandboxId)>), Refusal> {
    let visit = Visit::read().await?;
    let (house, _, visitor) = caller().await?;
    let ways = match &visit.user {
        Some(user) => Some((user.clone(), ways_in(&house, user).await?, visitor.home())),
        None => None,
    };
    Ok((visit, ways))
}

fn confirmation(words: &'static str) -> impl IntoView {
    view! { <p class="slot done" role="status">{words}</p> }
}
