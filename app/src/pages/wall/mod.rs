//! The wall: a room with a hole in it. What a stranger posts here becomes a part of the page.

mod defences;
mod post;
mod unescaped_post;
mod ways_in;

use domain::Refusal;
use lab::Defence;
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn as _;

use super::attackers_certificate::AttackersCertificate;
use super::form_refusal::refusal_of;
use super::unavailable::Unavailable;
use crate::PagePolicies;
use crate::lab::{ClearWall, PostOnWall, SwitchDefence};
use defences::Defences;
use post::PostView;
use ways_in::{SignInHere, WaysIn};

/// The wall of this browser's sandbox.
#[component]
pub(crate) fn Wall() -> impl IntoView {
    let ways_in = WaysIn::of_this_page();
    let wide = ways_in == WaysIn::Doors;
    let refusal = refusal_of::<PostOnWall>().or_else(refusal_of::<SwitchDefence>);
    let wall = Suspend::new(async move {
        match read().await {
            Ok((posts, defences)) => {
                if defences.contains(&Defence::ContentSecurityPolicy) {
                    PagePolicies::let_it_be_framed();
                } else {
                    PagePolicies::be_careless();
                }
                let escaped = defences.contains(&Defence::Escaping);
                let empty = posts.is_empty().then_some("Nobody has posted anything.");
                let posts = posts.into_iter().map(|post| view! { <li><PostView post escaped/></li> });
                Either::Left(view! {
                    <Defences on=defences/>
                    <ol class="posts" aria-label="Posts">{posts.collect_view()}</ol>
                    {empty.map(|empty| view! { <p class="slot nothing">{empty}</p> })}
                })
            }
            Err(refusal) => Either::Right(view! { <Unavailable refusal/> }),
        }
    });
    view! {
        <Title text="The wall"/>
        <section class="page" class:wide=wide>
            <h1>"The wall."</h1>
            <p class="lede">
                "A room with a hole: what is posted here becomes a part of the page. Sign in at "
                <a href="/compare">"both doors"</a> ", post what a thief would, and come back as the victim."
            </p>
            <SignInHere ways_in/>
            <AttackersCertificate/>
            <PostForm refusal/>
            <Suspense>{wall}</Suspense>
            <form method="post" action=ClearWall::url()>
                <button type="submit">"Clear the wall"</button>
            </form>
        </section>
    }
}

async fn read() -> Result<(Vec<lab::Post>, Vec<Defence>), Refusal> {
    let (lab, sandbox) = crate::lab::caller().await?;
    Ok(lab::read_wall(&lab, &sandbox).await?)
}

/// Where anybody may post, under any name.
#[component]
fn PostForm(#[prop(optional_no_strip)] refusal: Option<Refusal>) -> impl IntoView {
    let attacker = use_context::<crate::AttackerSite>().map(|site| site.0);
    view! {
        <form class="card" method="post" action=PostOnWall::url()>
            <label class="field">
                <span>"Name"</span>
                <input name="author" autocomplete="off" value="Mallory" required/>
            </label>
            <label class="field">
                <span>"Post"</span>
                <textarea name="text" rows="4" maxlength="2000" required></textarea>
            </label>
            {attacker.map(|site| view! {
                <p class="hint">
                    "A payload needs a place to send its loot to: begin a campaign at " <a href=site.clone()>{site.clone()}</a> "."
                </p>
            })}
            {refusal.map(|refusal| view! { <p class="refusal" role="alert">{refusal.to_string()}</p> })}
            <button type="submit" class="primary">"Post"</button>
        </form>
    }
}
